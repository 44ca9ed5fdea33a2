Describe 'Get-BuddyInfo' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.4.21 -Name old
        $null = New-I386Machine 1GB -Kernel 2.6.31 -Name test
    }

    It 'counts the free blocks of each order' {
        foreach ($machine in 'old', 'test') {
            $zones = Get-MemoryZone $machine
            $rows = Get-BuddyInfo $machine
            $rows.Zone | Should -Be DMA, Normal, HighMem
            $rows.FreePages | Should -Be $zones.Free
            foreach ($row in $rows) {
                $sum = 0..10 | ForEach-Object { $row."Order$_" * [math]::Pow(2, $_) } | Measure-Object -Sum
                $sum.Sum | Should -Be $row.FreePages
            }
        }
    }

    It 'has no blocks of 4 MB in 2.4.21' {
        (Get-BuddyInfo old).Order10 | Should -Be 0, 0, 0
        (Get-BuddyInfo old -Zone HighMem).Order9 | Should -BeGreaterThan 0
    }

    It 'tells migrate types apart in 2.6.31' {
        $rows = Get-BuddyInfo -ByMigrateType -Zone Normal
        $rows.MigrateType | Should -Be Unmovable, Reclaimable, Movable, Reserve, Isolate
        ($rows | Measure-Object FreePages -Sum).Sum | Should -Be (Get-BuddyInfo -Zone Normal).FreePages
        (Get-BuddyInfo old -ByMigrateType).MigrateType | Should -Be $null, $null, $null
    }

    It 'follows an allocation: a block is split, and merged again' {
        $before = Get-BuddyInfo old -Zone HighMem
        $block = Invoke-AllocPages -Gfp GFP_HIGHUSER -Machine old
        $split = Get-BuddyInfo old -Zone HighMem
        $split.Order9 | Should -Be ($before.Order9 - 1)
        $split.Order0 | Should -Be 1
        $block | Invoke-FreePages
        Get-BuddyInfo old -Zone HighMem | ConvertTo-Csv | Should -Be ($before | ConvertTo-Csv)
    }

    It 'prints /proc/buddyinfo' {
        $text = Get-BuddyInfo test -AsText
        $text.Count | Should -Be 3
        $text[1] | Should -Match '^Node 0, zone   Normal( +\d+){11} $'
    }

    It 'says that 2.4.21 has no such file' {
        Get-ErrorOf { Get-BuddyInfo old -AsText } | Get-ErrorId | Should -Be ReportNotAvailable
    }

    It 'reports a zone that there is not' {
        Get-ErrorOf { Get-BuddyInfo -Zone Movable } | Get-ErrorId | Should -Be ZoneNotFound
    }
}
