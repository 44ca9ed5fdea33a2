Describe 'Invoke-Ioremap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.6.9 -Name test
    }

    It 'maps device memory given as <Name>' -TestCases @(
        @{ Name = 'literal'; Address = 0xfebc0f80 }
        @{ Name = 'text'; Address = '0xfebc0f80' }
        @{ Name = 'number'; Address = 4273737600 }
    ) {
        $mapping = Invoke-Ioremap $Address 256
        "$($mapping.PhysicalAddress) $($mapping.Pages) $($mapping.Flags)" | Should -Be '0xfebc0f80 2 P RW A D'
        $mapping.Address - $mapping.Area | Should -Be 0xf80
        (Get-VmList).PhysicalAddress | Should -Be '0xfebc0000'
        (Get-VmList).Flags | Should -Be Ioremap
        $Address | Invoke-Ioremap -Size 256 | Should -Not -BeNullOrEmpty
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'takes rows with PhysicalAddress and Size' {
        $rows = @'
PhysicalAddress,Size,Caller
0xfe000000,64K,card
0xfe100000,4096,chip
'@ | ConvertFrom-Csv
        ($rows | Invoke-Ioremap).Pages | Should -Be 16, 1
        (Get-VmList).Caller | Should -Be card, chip
    }

    It 'aligns areas to their size in 2.6' {
        $null = Invoke-Vmalloc 4KB
        (Invoke-Ioremap 0xfe000000 64KB).Address | Should -Be '0xe0820000'
    }

    It 'gives the ISA hole in the direct map' {
        $mapping = Invoke-Ioremap 0xb8000 32KB
        $mapping.Address | Should -Be '0xc00b8000'
        $mapping.Area | Should -BeNullOrEmpty
        $machine.VmallocAreas | Should -Be 0
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'RAM'; Address = 0x4000000; Size = 8KB; Text = 'RAM that the kernel uses' }
        @{ Name = 'no bytes'; Address = 0xfebc0000; Size = 0; Text = 'the size is 0' }
        @{ Name = 'a range over the end of 4 GB'; Address = 0xfffff000; Size = 8KB; Text = 'over the end of 4 GB' }
        @{ Name = 'memory above 4 GB'; Address = 0x100000000; Size = 4KB; Text = 'above 4 GB' }
    ) {
        foreach ($kernel in Get-KernelProfile) {
            $other = New-I386Machine 512MB -Kernel $kernel.Version
            $failure = Get-ErrorOf { Invoke-Ioremap $Address $Size }
            $failure | Get-ErrorId | Should -Be IoremapFailed
            "$failure" | Should -Match $Text
            $other.VmallocAreas | Should -Be 0
            Test-I386Machine | Should -BeNullOrEmpty
            Remove-I386Machine $other
        }
    }

    It 'knows the variants of each kernel' {
        foreach ($kernel in Get-KernelProfile) {
            $null = New-I386Machine 512MB -Kernel $kernel.Version
            $kernel.IoremapVariants | ForEach-Object {
                Invoke-Ioremap 0xfe000000 4KB -Variant $_ | Invoke-Iounmap
            }
        }
        $null = New-I386Machine 512MB -Kernel 2.4.21
        Get-ErrorOf { Invoke-Ioremap 0xfe000000 4KB -Variant IoremapWc } | Get-ErrorId | Should -Be NotInKernel
    }

    It 'refuses a second cache attribute in 2.6.31' {
        $null = New-I386Machine 512MB
        $null = Invoke-Ioremap 0xfe000000 4KB -Variant IoremapWc
        "$(Get-ErrorOf { Invoke-Ioremap 0xfe000000 4KB })" | Should -Match 'another cache attribute'
    }

    It 'maps on each machine of the pipeline' {
        $null = New-I386Machine 512MB -Name second
        (Get-I386Machine | Invoke-Ioremap 0xfe000000 4KB).Machine | Should -Be test, second
    }
}
