Describe 'Pipelines' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach { Clear-Session }

    It 'fills vmalloc space of <Kernel> with growing areas; what fails, fails alone' -TestCases @(
        @{ Kernel = '2.4.21' }, @{ Kernel = '2.6.9' }, @{ Kernel = '2.6.31' }
    ) {
        $null = New-I386Machine 2GB -Kernel $Kernel
        $areas = 1..1000 | ForEach-Object { 4KB * $_ } |
            Invoke-Vmalloc -ErrorAction SilentlyContinue -ErrorVariable failures
        $areas.Count + $failures.Count | Should -Be 1000
        $areas.Count | Should -BeGreaterThan 200
        $failures | Get-ErrorId | Select-Object -Unique | Should -Be VmallocFailed
        Test-I386Machine | Should -BeNullOrEmpty
        $areas | Invoke-Vfree
        (Get-I386Machine -Current).VmallocAreas | Should -Be 0
        Test-I386Machine | Should -BeNullOrEmpty
    }

    Context 'over a list of areas' {
        BeforeEach {
            $machine = New-I386Machine 2GB -Kernel 2.4.21 -Name test
            $null = 40..1 | ForEach-Object { 64KB * $_ } | Invoke-Vmalloc
            $list = Get-VmList
        }

        It 'compares addresses as unsigned numbers' {
            ($list | Where-Object Address -GE 0xF8000000).Count | Should -Be 40
            $list | Where-Object Address -GE 0xFF000000 | Should -BeNullOrEmpty
            ($list | Where-Object Address -LT 0xF8A00000).Count | Should -BeIn (1..39)
            ($list | Where-Object { $_.Address -eq 0xf8800000 }).Count | Should -Be 1
            ($list | Where-Object Address -Like '0xf88*').Count | Should -BeGreaterThan 0
            ($list | Sort-Object Address -Descending)[-1].Address | Should -Be '0xf8800000'
        }

        It 'sorts, groups and sums sizes as numbers' {
            ($list | Sort-Object Size | Select-Object -First 5).RequestedSize |
                Should -Be 64KB, 128KB, 192KB, 256KB, 320KB
            ($list | Group-Object Flags).Name | Should -Be Alloc
            ($list | Measure-Object Size -Sum).Sum | Should -Be (Measure-Vmalloc).Used
        }

        It 'goes through a CSV file and back' {
            $file = Join-Path (Convert-Path TestDrive:/) areas.csv
            $list | Where-Object Pages -GT 100 | Export-Csv $file
            $null = New-I386Machine 64MB
            Import-Csv $file | Invoke-Vfree
            (Get-VmList test).Pages | Should -Not -BeGreaterThan 100
            Test-I386Machine test | Should -BeNullOrEmpty
            $again = Import-Csv $file | Invoke-Vmalloc
            $again.Machine | Select-Object -Unique | Should -Be test
        }

        It 'goes through a Clixml file and back' {
            $file = Join-Path (Convert-Path TestDrive:/) areas.xml
            $list | Export-Clixml $file
            Import-Clixml $file | Invoke-Vfree
            $machine.VmallocAreas | Should -Be 0
        }

        It 'frees what a filter leaves over' {
            $list | Where-Object Pages -GT 100 | Invoke-Vfree
            (Get-VmGap -IncludeLazy | Where-Object Kind -NE OffsetHole | Measure-Object Size -Sum).Sum +
                (Get-VmList | Measure-Object Size -Sum).Sum | Should -Be ($machine.VmallocEnd - $machine.VmallocStart)
        }
    }

    It 'stops in the middle of a long row' {
        $machine = New-I386Machine 512MB -Kernel 2.4.21
        (Invoke-Vmalloc 4KB -Count 100000 | Select-Object -First 10).Count | Should -Be 10
        $machine.VmallocAreas | Should -BeLessThan 20
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'stops a pipeline that somebody breaks off' {
        $machine = New-I386Machine 512MB -Kernel 2.4.21
        $shell = [powershell]::Create()
        try {
            $module = (Get-Module HighmemTools).Path
            $null = $shell.AddScript({
                    param($module, $machine)
                    Import-Module $module
                    while ($true) { Invoke-Vmalloc 4KB -Count 50000 -Machine $machine | Invoke-Vfree }
                }).AddArgument($module).AddArgument($machine)
            $running = $shell.BeginInvoke()
            while ($machine.PtesWritten -lt 1000) { Start-Sleep -Milliseconds 5 }
            $shell.Stop()
            $running.IsCompleted | Should -BeTrue
        }
        finally { $shell.Dispose() }
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'shares a machine between parallel runspaces' {
        $machine = New-I386Machine 2GB -Kernel 2.4.21
        $module = (Get-Module HighmemTools).Path
        $areas = 1..8 | ForEach-Object -Parallel {
            Import-Module $using:module
            $mine = 1..100 | ForEach-Object { 4KB * ($_ % 5 + 1) } | Invoke-Vmalloc -Machine $using:machine
            $mine | Select-Object -First 50 | Invoke-Vfree
            $mine | Select-Object -Skip 50
        }
        $areas.Count | Should -Be 400
        $machine.VmallocAreas | Should -Be 400
        ($areas | Sort-Object Address -Unique).Count | Should -Be 400
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'keeps the machines of runspaces apart' {
        $null = New-I386Machine 64MB -Name mine
        $module = (Get-Module HighmemTools).Path
        $seen = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:module
            $null = New-I386Machine 64MB -Name theirs
            (Get-I386Machine).Name
            Get-I386Machine | Remove-I386Machine
        }
        $seen | Should -Be 'theirs', 'theirs'
        (Get-I386Machine).Name | Should -Be mine
    }

    It 'compares the machines of a sweep' {
        $rows = 256MB, 512MB, 1GB | New-I386Machine -Kernel 2.6.9 |
            Select-Object Name, @{ n = 'Room'; e = { ($_ | Measure-Vmalloc).LargestRequest } }
        $rows[0].Room | Should -BeGreaterThan $rows[1].Room
    }

    It 'checks its own kernel log, written to a file' {
        $null = New-I386Machine 2GB -Kernel 2.6.31
        Get-KernelLog > TestDrive:/dmesg.txt
        (Test-BootLog TestDrive:/dmesg.txt).Result | Select-Object -Unique | Should -Not -Contain Mismatch
        (New-I386Machine -BootLog TestDrive:/dmesg.txt).HighMemory | Should -Be '0xf77fe000'
    }

    It 'honours -WhatIf all the way' {
        $machine = New-I386Machine 64MB
        Invoke-Vmalloc 4KB, 8KB | Invoke-Vfree -WhatIf
        $machine.VmallocAreas | Should -Be 2
        Invoke-Vmalloc 4KB | Invoke-Vfree -Confirm:$false
        $machine.VmallocAreas | Should -Be 2
    }

    It 'lets low memory run out on <Kernel>, exports who has it, and gives it back from the file' -TestCases @(
        @{ Kernel = '2.4.21' }, @{ Kernel = '2.6.9' }, @{ Kernel = '2.6.31' }
    ) {
        $machine = New-I386Machine 1GB -Kernel $Kernel
        $free = $machine.LowFreePages
        $blocks = Invoke-AllocPages 5 -Count 100000 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Get-ErrorId | Should -Be AllocPagesFailed
        $blocks.Count | Should -BeGreaterThan 6000
        $machine.HighFreePages | Should -BeGreaterThan 30000
        (Invoke-AllocPages 5 -Gfp GFP_HIGHUSER).Zone | Should -Be HighMem
        $file = Join-Path (Convert-Path TestDrive:/) blocks.csv
        $blocks | Export-Csv $file
        Test-I386Machine -Quiet | Should -BeTrue
        Import-Csv $file | Invoke-FreePages
        $machine.LowFreePages | Should -Be $free
        Test-I386Machine -Quiet | Should -BeTrue
    }
}
