Describe 'Invoke-Kmalloc' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.4.21 -Name test
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'rounds up to the sizes of <Kernel>' -TestCases @(
        @{ Kernel = '2.4.21'; Sizes = 32, 32, 64, 128, 256, 131072 }
        @{ Kernel = '2.6.9'; Sizes = 32, 32, 64, 96, 192, 131072 }
        @{ Kernel = '2.6.31'; Sizes = 8, 32, 64, 96, 192, 131072 }
    ) {
        $null = New-I386Machine 512MB -Kernel $Kernel
        $objects = 1, 32, 33, 96, 192, 128KB | Invoke-Kmalloc
        $objects.ObjectSize | Should -Be $Sizes
        $objects.RequestedSize | Should -Be 1, 32, 33, 96, 192, 128KB
        $objects | ForEach-Object { $_.Address - $_.PhysicalAddress.Pfn * 4096 } | ForEach-Object { "$_" } | Should -Match '^0xc0000'
    }

    It 'reads flags and counts' {
        (Invoke-Kmalloc 100 -Gfp GFP_DMA -Count 3).Cache | Should -Be 'size-128(DMA)', 'size-128(DMA)', 'size-128(DMA)'
        (Invoke-Kmalloc 100 -Gfp atomic).Gfp | Should -Be GFP_ATOMIC
        Get-ErrorOf { Invoke-Kmalloc 100 -Gfp nonsense } | Get-ErrorId | Should -Be GfpNotKnown
    }

    It 'answers <Size> bytes on <Kernel> with NULL' -TestCases @(
        @{ Kernel = '2.4.21'; Size = 131073 }, @{ Kernel = '2.6.9'; Size = 131073 }
        @{ Kernel = '2.4.21'; Size = 2GB }, @{ Kernel = '2.6.9'; Size = 2GB }, @{ Kernel = '2.6.31'; Size = 2GB }
    ) {
        $null = New-I386Machine 512MB -Kernel $Kernel
        $objects = 100, $Size, 100 | Invoke-Kmalloc -ErrorAction SilentlyContinue -ErrorVariable failure
        $objects.Count | Should -Be 2
        $failure | Get-ErrorId | Should -Be KmallocFailed
        "$failure" | Should -Match "^kmalloc of $Size bytes returned NULL on .*larger than kmalloc"
    }

    It 'gives for 0 bytes what <Kernel> gives' -TestCases @(
        @{ Kernel = '2.4.21'; ObjectSize = 32 }, @{ Kernel = '2.6.9'; ObjectSize = 32 }, @{ Kernel = '2.6.31'; ObjectSize = 0 }
    ) {
        $null = New-I386Machine 512MB -Kernel $Kernel
        $object = Invoke-Kmalloc 0
        $object.ObjectSize | Should -Be $ObjectSize
        $object | Invoke-Kfree
    }

    It 'fails when low memory is used up, and never takes high memory' {
        $big = New-I386Machine 1GB -Kernel 2.6.9
        $null = Invoke-Kmalloc 128KB -Count 100000 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Get-ErrorId | Should -Be KmallocFailed
        $big.HighFreePages | Should -BeGreaterThan 32000
        "$failure" | Should -Match 'page allocation failure'
    }

    It 'refuses <_>' -ForEach -1, 'nonsense', 1.5 {
        Get-ErrorOf { Invoke-Kmalloc $_ } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }

    It 'refuses 4 GB, which a 32-bit kernel cannot be asked for' {
        Get-ErrorOf { Invoke-Kmalloc 4GB } | Get-ErrorId | Should -Be KmallocSizeOutOfRange
    }

    It 'allocates on every machine of a pipeline' {
        $null = New-I386Machine 64MB -Name other
        (Get-I386Machine | Invoke-Kmalloc 100).Machine | Should -Be test, other
    }
}
