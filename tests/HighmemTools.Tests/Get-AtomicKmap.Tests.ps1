Describe 'Get-AtomicKmap' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test -ProcessorCount 2
        $null = Invoke-KmapAtomic 300000 KM_USER0 -Cpu 1
    }

    It 'has <Types> types on <Kernel>' -TestCases @(
        @{ Kernel = '2.4.21'; Types = 6 }
        @{ Kernel = '2.6.9'; Types = 13 }
        @{ Kernel = '2.6.31'; Types = 19 }
    ) {
        $other = New-I386Machine 2GB -Kernel $Kernel
        $other | Get-AtomicKmap | Should -HaveCount $Types
        $other | Remove-I386Machine
    }

    It 'filters by CPU, type and mapping' {
        Get-AtomicKmap | Should -HaveCount 38
        Get-AtomicKmap -Cpu 1 | Should -HaveCount 19
        Get-AtomicKmap -Type KM_IRQ?, km_user0 | Should -HaveCount 6
        (Get-AtomicKmap -Mapped).Cpu | Should -Be 1
    }

    It 'says what there is not' {
        Get-ErrorOf { Get-AtomicKmap -Type KM_NONE } | Get-ErrorId | Should -Be KmapTypeNotFound
        Get-ErrorOf { Get-AtomicKmap -Cpu 2 } | Get-ErrorId | Should -Be CpuNotFound
        $low = New-I386Machine 512MB -Highmem None
        Get-ErrorOf { Get-AtomicKmap } | Get-ErrorId | Should -Be HighmemNotConfigured
        $low | Remove-I386Machine
    }
}
