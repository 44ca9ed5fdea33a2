Describe 'Invoke-KunmapAtomic' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test -ProcessorCount 2
        $window = Invoke-KmapAtomic 300000 KM_USER1 -Cpu 1
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'takes address, type and CPU from <Name>' -TestCases @(
        @{ Name = 'the result'; Unmap = { $window | Invoke-KunmapAtomic } }
        @{ Name = 'a row of a CSV file'; Unmap = { $window | ConvertTo-Csv | ConvertFrom-Csv | Invoke-KunmapAtomic } }
        @{ Name = 'arguments'; Unmap = { Invoke-KunmapAtomic $window.Address KM_USER1 -Cpu 1 } }
        @{ Name = 'a slot'; Unmap = { Get-AtomicKmap -Mapped | Invoke-KunmapAtomic } }
    ) {
        . $Unmap | Should -BeNullOrEmpty
        Get-AtomicKmap -Mapped | Should -BeNullOrEmpty
    }

    It 'emits the slot with -PassThru, and only tells with -WhatIf' {
        $window | Invoke-KunmapAtomic -WhatIf
        Get-AtomicKmap -Mapped | Should -HaveCount 1
        ($window | Invoke-KunmapAtomic -PassThru).Mapped | Should -BeFalse
    }

    It 'leaves the page mapped on <Kernel>' -TestCases @(
        @{ Kernel = '2.4.21' }
        @{ Kernel = '2.6.9' }
    ) {
        $null = New-I386Machine 2GB -Kernel $Kernel
        (Invoke-KmapAtomic 300000 | Invoke-KunmapAtomic -PassThru).Pfn | Should -Be 300000
    }

    It 'is a BUG with the wrong type and CONFIG_DEBUG_HIGHMEM' {
        $null = New-I386Machine 2GB -Kernel 2.6.9 -Config DEBUG_HIGHMEM=y
        $window = Invoke-KmapAtomic 300000
        Get-ErrorOf { Invoke-KunmapAtomic $window.Address KM_USER1 } | Get-ErrorId | Should -Be KunmapAtomicFailed
        $window | Invoke-KunmapAtomic
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'an unknown type'; Id = 'KmapTypeNotFound'; Unmap = { Invoke-KunmapAtomic 0xfffb7000 none } }
        @{ Name = 'a CPU that is not there'; Id = 'CpuNotFound'; Unmap = { Invoke-KunmapAtomic 0xfffb7000 -Cpu 9 } }
        @{ Name = 'no address'; Id = 'ParameterArgumentTransformationError'; Unmap = { Invoke-KunmapAtomic nowhere } }
    ) {
        Get-ErrorOf $Unmap | Get-ErrorId | Should -Be $Id
    }
}
