Describe 'Get-PageFrame' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $machine = New-I386Machine 256MB -Kernel 2.6.9 -Name test
        $block = Invoke-AllocPages 2 -Caller my_driver
        $area = Invoke-Vmalloc 12KB
    }

    It 'gives every frame once, in order' {
        $frames = Get-PageFrame
        $frames.Count | Should -Be $machine.MaxPfn
        $frames[0].Pfn | Should -Be 0
        $frames[-1].Pfn | Should -Be ($machine.MaxPfn - 1)
    }

    It 'counts free frames as the zones do' {
        foreach ($zone in Get-MemoryZone -Name DMA, Normal) {
            @(Get-PageFrame -Zone $zone.Name -State Free).Count | Should -Be $zone.Free
            @(Get-PageFrame -Zone $zone.Name -State PerCpu).Count | Should -Be $zone.PerCpu
        }
    }

    It 'gives frames by number, range and object' {
        (Get-PageFrame 5).PhysicalAddress | Should -Be '0x00005000'
        (Get-PageFrame 5, 0x10).Pfn | Should -Be 5, 16
        (Get-PageFrame 4094-4098).Zone | Should -Be DMA, DMA, Normal, Normal
        (Get-PageFrame '0x10-0x12').Pfn | Should -Be 16, 17
        (3, '4-6' | Get-PageFrame).Pfn | Should -Be 3, 4, 5
        ($block | Get-PageFrame).Pfn | Should -Be ($block.Pfn..($block.Pfn + 3))
        @(Get-MemoryZone -Name DMA | Get-PageFrame).Count | Should -Be 4096
        ($block | ConvertTo-Csv | ConvertFrom-Csv | Get-PageFrame).Pfn | Should -Be $block.Pfn
    }

    It 'tells state, order, count and owner' {
        $frames = $block | Get-PageFrame
        $frames[0].Order | Should -Be 2
        $frames[1].Order | Should -BeNullOrEmpty
        $frames.State | Select-Object -Unique | Should -Be Pages
        $frames.Count | Should -Be 4
        $frames[0].VirtualAddress | Should -Be $block.VirtualAddress
        (Get-PageFrame 160).State | Should -Be Hole
        (Get-PageFrame 0).State | Should -Be Reserved
    }

    It 'finds frames by owner' {
        (Get-PageFrame -Owner my_*).Pfn | Should -Be $block.Pfn
        @(Get-PageFrame -Owner $area.Address).Count | Should -Be 3
        (Get-PageFrame -State Vmalloc).Owner | Select-Object -Unique | Should -Be "$($area.Address)"
    }

    It 'goes on behind a frame that there is not' {
        $frames = Get-PageFrame 99999999, 3 -ErrorAction SilentlyContinue -ErrorVariable failure
        $frames.Pfn | Should -Be 3
        $failure | Get-ErrorId | Should -Be PageFrameNotFound
        "$failure" | Should -Match '0 to 65535'
        Get-ErrorOf { Get-PageFrame -Zone Movable } | Get-ErrorId | Should -Be ZoneNotFound
        Get-PageFrame 99999998-99999999 | Should -BeNullOrEmpty
    }

    It 'refuses <Pfn>' -TestCases @(@{ Pfn = -1 }, @{ Pfn = 'x' }, @{ Pfn = '7-3' }, @{ Pfn = '1-2-3' }, @{ Pfn = 1.5 }, @{ Pfn = 4294967296 }) {
        Get-ErrorOf { Get-PageFrame $Pfn } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }

    It 'starts at once and stops where it is told' {
        $big = New-I386Machine 64GB -Kernel 2.6.31
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Get-PageFrame | Select-Object -First 1
        $first = $watch.Elapsed
        $watch.Restart()
        $null = Get-PageFrame | Select-Object -First 2000000
        # Not a matter of speed: the first one does not wait for millions.
        $first | Should -BeLessThan $watch.Elapsed
        Remove-I386Machine $big
    }

    It 'stops a pipeline that somebody breaks off, though no frame fits' {
        $big = New-I386Machine 64GB -Kernel 2.6.31
        $shell = [powershell]::Create()
        try {
            $module = (Get-Module HighmemTools).Path
            $null = $shell.AddScript({
                    param($module, $machine)
                    Import-Module $module
                    while ($true) { Get-PageFrame -Machine $machine -State Slab -Zone HighMem }
                }).AddArgument($module).AddArgument($big)
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds 300
            $shell.Stop()
            $running.IsCompleted | Should -BeTrue
        }
        finally { $shell.Dispose() }
        Remove-I386Machine $big
    }
}
