Describe 'Get-MemoryZone' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.6.9 -Name nine
        $null = New-I386Machine 1GB -Kernel 2.4.21 -Name old
        $null = New-I386Machine 1GB -Kernel 2.6.31 -Name test
    }

    It 'gives the zones from the lowest to the highest, end to end' {
        $zones = Get-MemoryZone
        $zones.Name | Should -Be DMA, Normal, HighMem
        $zones[0].StartPfn | Should -Be 0
        $zones[0].EndPfn | Should -Be 4096
        $zones[1].EndPfn | Should -Be $zones[2].StartPfn
        $zones[2].EndPfn | Should -Be (Get-I386Machine test).MaxPfn
        $zones | ForEach-Object { $_.EndPfn - $_.StartPfn | Should -Be $_.Spanned }
    }

    It 'has the marks of <Name>' -TestCases @(
        @{ Name = 'old'; Min = 32, 255, 255; Low = 64, 510, 510; High = 96, 765, 765 }
        @{ Name = 'nine'; Min = 4, 234, 32; Low = 8, 468, 64; High = 12, 702, 96 }
        @{ Name = 'test'; Min = 16, 932, 33; Low = 20, 1165, 69; High = 24, 1398, 105 }
    ) {
        $zones = Get-MemoryZone $Name
        $zones.Min | Should -Be $Min
        $zones.Low | Should -Be $Low
        $zones.High | Should -Be $High
    }

    It 'chooses zones by name, with wildcards and without regard to case' {
        (Get-MemoryZone -Name dma, high*).Name | Should -Be DMA, HighMem
        Get-MemoryZone -Name x* | Should -BeNullOrEmpty
    }

    It 'reports a zone that there is not, and gives the others' {
        $zones = Get-MemoryZone -Name Movable, DMA -ErrorAction SilentlyContinue -ErrorVariable failure
        $zones.Name | Should -Be DMA
        $failure | Get-ErrorId | Should -Be ZoneNotFound
        "$failure" | Should -Match 'Zones: DMA, Normal, HighMem\.'
    }

    It 'shows an empty zone too' {
        $small = New-I386Machine 64MB
        (Get-MemoryZone)[2].Spanned | Should -Be 0
        Remove-I386Machine $small
    }

    It 'prints /proc/zoneinfo of 2.6.31' {
        $text = Get-MemoryZone test -AsText
        $text | Should -Contain 'Node 0, zone   Normal'
        $text | Should -Contain '        protection: (0, 865, 1000, 1000)'
    }

    It 'prints SysRq-m of 2.4.21' {
        $text = Get-MemoryZone old -AsText
        $text[1] | Should -Match '^Zone:DMA freepages: \d{5}kB min:   128kB low:   256kB high:   384kB$'
    }

    It 'says which kernels have a text that 2.6.9 has not' {
        $failure = Get-ErrorOf { Get-MemoryZone nine -AsText }
        $failure | Get-ErrorId | Should -Be ReportNotAvailable
        "$failure" | Should -Match '2\.6\.9 has no /proc/zoneinfo.* have it: 2\.6\.31'
        @(Get-I386Machine | Get-MemoryZone -AsText 2> $null).Count | Should -BeGreaterThan 50
    }

    It 'answers for a machine of 64 GB' {
        $big = New-I386Machine 64GB -Kernel 2.6.31
        $zones = Get-MemoryZone
        $zones.Count | Should -Be 3
        $zones[2].EndPfn | Should -Be 16777216
        (Get-PageFrame | Select-Object -First 3).Pfn | Should -Be 0, 1, 2
        (Get-PageFrame -Zone HighMem | Select-Object -First 1).Pfn | Should -Be $zones[2].StartPfn
        Remove-I386Machine $big
    }
}
