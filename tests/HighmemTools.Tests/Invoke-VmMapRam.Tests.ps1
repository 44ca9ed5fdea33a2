Describe 'Invoke-VmMapRam' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -ProcessorCount 8 -Name test
    }

    It 'serves small requests from a block' {
        $first = Invoke-AllocPages -Order 2 | Invoke-VmMapRam
        $second = Invoke-AllocPages -Order 0 | Invoke-VmMapRam
        "$($first.Block) $($first.BlockPages)" | Should -Be '0xf8000000 256'
        $second.Address - $first.Address | Should -Be 16KB
        $second.BlockFree | Should -Be 251
        $machine.VmallocAreas | Should -Be 0
        Get-VmList | Should -BeNullOrEmpty
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'gives each CPU blocks of its own' {
        $block = Invoke-AllocPages -Order 0
        $mappings = 0, 1, 7 | ForEach-Object { $block | Invoke-VmMapRam -Processor $_ }
        $mappings.Processor | Should -Be 0, 1, 7
        @($mappings.Block | Select-Object -Unique).Count | Should -Be 3
    }

    It 'refuses CPU <Cpu>' -TestCases @(@{ Cpu = 8; Id = 'ProcessorNotFound' }, @{ Cpu = -1; Id = 'ParameterArgumentValidationError' }) {
        Get-ErrorOf { Invoke-VmMapRam 100 -Processor $Cpu } | Get-ErrorId | Should -Be $Id
    }

    It 'gives more than 32 pages an area without guard page' {
        $mapping = Invoke-AllocPages -Order 6 | Invoke-VmMapRam
        $mapping.Block | Should -BeNullOrEmpty
        $mapping.Size | Should -Be 256KB
        (Measure-Vmalloc).MapRam | Should -Be 256KB
    }

    It 'is not in <Kernel>' -TestCases @(@{ Kernel = '2.4.21' }, @{ Kernel = '2.6.9' }) {
        $null = New-I386Machine 64MB -Kernel $Kernel
        Get-ErrorOf { Invoke-VmMapRam 1 } | Get-ErrorId | Should -Be NotInKernel
    }

    It 'needs a block size that is a power of two' {
        $null = New-I386Machine 64MB -Config NR_CPUS=12
        "$(Get-ErrorOf { Invoke-VmMapRam 1 })" | Should -Match 'NR_CPUS=12'
    }

    It 'tells why nothing was mapped' {
        $block = Invoke-AllocPages -Order 0
        $null = Invoke-Ioremap 0xe0000000 119MB
        Get-ErrorOf { $block | Invoke-VmMapRam } | Get-ErrorId | Should -Be VmMapRamFailed
    }
}
