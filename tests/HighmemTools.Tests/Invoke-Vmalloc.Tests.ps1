Describe 'Invoke-Vmalloc' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach { Clear-Session }

    It 'places two small areas on <Kernel> at <First> and <Second>' -TestCases @(
        @{ Kernel = '2.4.21'; First = '0xe0800000'; Second = '0xe0802000' }
        @{ Kernel = '2.6.9'; First = '0xe0800000'; Second = '0xe0802000' }
        @{ Kernel = '2.6.31'; First = '0xe0800000'; Second = '0xe0803000' }
    ) {
        $null = New-I386Machine 512MB -Kernel $Kernel
        (Invoke-Vmalloc 100).Address | Should -Be $First
        (Invoke-Vmalloc 100).Address | Should -Be $Second
    }

    It 'counts the guard page in the size, as vm_struct does' {
        $machine = New-I386Machine 64MB -Name test
        $area = Invoke-Vmalloc 100 -Caller my_driver
        $area.Machine | Should -Be $machine.Name
        $area.Size | Should -Be 8192
        $area.RequestedSize | Should -Be 100
        $area.Pages | Should -Be 1
        $area.Caller | Should -Be my_driver
    }

    It 'takes <Size> for <Bytes> bytes' -TestCases @(
        @{ Size = '4KB'; Bytes = 4096 }, @{ Size = '1M'; Bytes = 1048576 }, @{ Size = '0x1000'; Bytes = 4096 }
        @{ Size = 2.5KB; Bytes = 2560 }, @{ Size = [uint16] 9; Bytes = 9 }, @{ Size = [decimal] 12; Bytes = 12 }
        @{ Size = [uint64] 7; Bytes = 7 }
    ) {
        $null = New-I386Machine 64MB
        (Invoke-Vmalloc $Size).RequestedSize | Should -Be $Bytes
        ($Size | Invoke-Vmalloc).RequestedSize | Should -Be $Bytes
    }

    It 'allocates arrays of sizes, and each size several times' {
        $null = New-I386Machine 64MB
        (Invoke-Vmalloc 100, 200, 300).RequestedSize | Should -Be 100, 200, 300
        (Invoke-Vmalloc 4KB -Count 50).Count | Should -Be 50
        (Get-I386Machine -Current).VmallocAreas | Should -Be 53
    }

    It 'takes sizes and callers from CSV, and machines from the pipeline' {
        $null = New-I386Machine 64MB -Name one
        $null = New-I386Machine 64MB -Name two
        $areas = 'Size,Caller,Machine', '100,driver,one', '8KB,disk,two' | ConvertFrom-Csv | Invoke-Vmalloc
        $areas.Machine | Should -Be 'one', 'two'
        $areas.Caller | Should -Be 'driver', 'disk'
        (Get-I386Machine | Invoke-Vmalloc 4KB).Machine | Should -Be 'one', 'two'
        ('one', 'two' | Invoke-Vmalloc 4KB).Machine | Should -Be 'one', 'two'
    }

    It 'reports NULL with the words of the kernel, emits nothing, and goes on' {
        $null = New-I386Machine 2GB
        $areas = 100MB, 100MB, 4KB | Invoke-Vmalloc -ErrorAction SilentlyContinue -ErrorVariable failures
        $areas.RequestedSize | Should -Be 100MB, 4KB
        $failures | Get-ErrorId | Should -Be VmallocFailed
        "$failures" | Should -Match 'vmap allocation for size 104861696 failed: use vmalloc=<size> to increase size'
        $failures.CategoryInfo.Category | Should -Be ResourceUnavailable
        $failures[0].TargetObject | Should -Be 100MB
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'ends a row of equal areas at the first NULL' {
        $null = New-I386Machine 2GB
        $areas = Invoke-Vmalloc 16MB -Count 1000 -ErrorAction SilentlyContinue -ErrorVariable failures
        $areas.Count | Should -Be 7
        $failures.Count | Should -Be 1
    }

    It 'gets NULL for no bytes and for more than all memory' {
        $null = New-I386Machine 64MB
        Get-ErrorOf { Invoke-Vmalloc 0 } | Get-ErrorId | Should -Be VmallocFailed
        Get-ErrorOf { Invoke-Vmalloc 65MB } | Get-ErrorId | Should -Be VmallocFailed
    }

    It 'refuses <Size>, and names what is wrong with it' -TestCases @(
        @{ Size = -1; Id = 'ParameterArgumentTransformationError'; Text = '-1' }
        @{ Size = 'big'; Id = 'ParameterArgumentTransformationError'; Text = 'big' }
        @{ Size = 1.5; Id = 'ParameterArgumentTransformationError'; Text = '1\.5' }
        @{ Size = [double]::NaN; Id = 'ParameterArgumentTransformationError'; Text = 'NaN' }
        @{ Size = 4GB; Id = 'VmallocSizeOutOfRange'; Text = '4294967295' }
        @{ Size = 1e18; Id = 'VmallocSizeOutOfRange'; Text = '4294967295' }
    ) {
        $null = New-I386Machine 64MB
        $failure = Get-ErrorOf { Invoke-Vmalloc $Size }
        $failure | Get-ErrorId | Should -Be $Id
        "$failure" | Should -Match $Text
        $areas = $Size, 4KB | Invoke-Vmalloc -ErrorAction SilentlyContinue -ErrorVariable failures
        $areas.RequestedSize | Should -Be 4KB
        $failures | Get-ErrorId | Should -Be $Id
    }

    It 'says what to type when there is no machine' {
        $failure = Get-ErrorOf { Invoke-Vmalloc 100 }
        $failure | Get-ErrorId | Should -Be NoCurrentMachine
        "$failure" | Should -Match 'New-I386Machine'
        Get-ErrorOf { Invoke-Vmalloc 100 -Machine nobody } | Get-ErrorId | Should -Be MachineNotFound
    }
}
