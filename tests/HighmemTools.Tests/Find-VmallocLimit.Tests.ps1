Describe 'Find-VmallocLimit' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.9 -Name test
    }

    It 'says the largest request, and it is so' {
        $null = Invoke-Vmalloc 100, 10MB
        $limit = Find-VmallocLimit
        "$($limit.Areas) $($limit.StoppedBy) $($limit.Failure)" | Should -Be '1 AddressSpace OutOfVmallocSpace'
        Get-ErrorOf { Invoke-Vmalloc ($limit.Size + 1) } | Get-ErrorId | Should -Be VmallocFailed
        (Invoke-Vmalloc $limit.Size).RequestedSize | Should -Be $limit.Size
    }

    It 'counts areas, and it is so' {
        $limits = Find-VmallocLimit -Size 1MB, 64KB
        $limits.Size | Should -Be 1MB, 64KB
        @(Invoke-Vmalloc 1MB -Count 1000 -ErrorAction SilentlyContinue).Count | Should -Be $limits[0].Areas
        $machine.HighFreePages | Should -Be $limits[0].HighFreePages
    }

    It 'changes nothing' {
        $before = $machine | Format-List * | Out-String
        $log = @(Get-KernelLog).Count
        $null = Find-VmallocLimit
        $null = Find-VmallocLimit -Size 4KB
        $machine | Format-List * | Out-String | Should -Be $before
        @(Get-KernelLog).Count | Should -Be $log
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'tells each kind of limit' {
        (New-I386Machine 1GB -Kernel 2.6.9 -CommandLine vmalloc=512M | Find-VmallocLimit).StoppedBy | Should -Be KmallocLimit
        (New-I386Machine 64MB -Kernel 2.4.21 | Find-VmallocLimit -Size 65MB).StoppedBy | Should -Be RequestSize
        (New-I386Machine 64MB -Kernel 2.4.21 | Find-VmallocLimit).StoppedBy | Should -Be Pages
    }

    It 'asks about the variants of the kernel' {
        $null = New-I386Machine 1GB -Kernel 2.4.21
        (Find-VmallocLimit -Variant VmallocDma).Size | Should -BeLessThan 16MB
        Get-ErrorOf { Find-VmallocLimit -Machine test -Variant VmallocDma } | Get-ErrorId | Should -Be NotInKernel
    }

    It 'refuses sizes of 4 GB and more' {
        Get-ErrorOf { Find-VmallocLimit -Size 4GB } | Get-ErrorId | Should -Be VmallocSizeOutOfRange
    }

    It 'takes machines from the pipeline' {
        $null = New-I386Machine 512MB -Name second
        (Get-I386Machine | Find-VmallocLimit).Machine | Should -Be test, second
    }
}
