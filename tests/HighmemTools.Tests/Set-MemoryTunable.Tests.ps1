Describe 'Set-MemoryTunable' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach { Clear-Session }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'sets memfrac= of 2.4.21' {
        $null = New-I386Machine 1GB -Kernel 2.4.21
        (Set-MemoryTunable -MemFrac 64, 2000, 8192 -PassThru).Min | Should -Be 64, 112, 20
    }

    It 'sets min_free_kbytes of <Kernel>' -TestCases @(@{ Kernel = '2.6.9' }, @{ Kernel = '2.6.31' }) {
        $null = New-I386Machine 1GB -Kernel $Kernel
        Set-MemoryTunable -MinFreeKilobytes 16384 | Should -BeNullOrEmpty
        $zones = Get-MemoryZone
        $zones[0].Min + $zones[1].Min | Should -BeGreaterThan 4090
        $zones[0].Min + $zones[1].Min | Should -BeLessOrEqual 4096
    }

    It 'sets lower_zone_protection of 2.6.9' {
        $null = New-I386Machine 1GB -Kernel 2.6.9
        (Get-MemoryZone).ReserveHighMem | Should -Be 0, 0, 0
        $zones = Set-MemoryTunable -LowerZoneProtection 100 -PassThru
        $zones[1].ReserveHighMem | Should -Be (100 * $zones[2].Low)
    }

    It 'sets lowmem_reserve_ratio of 2.6.31' {
        $null = New-I386Machine 1GB -Kernel 2.6.31
        $zones = Set-MemoryTunable -LowmemReserveRatio 128, 8 -PassThru
        $zones[0].ReserveNormal | Should -Be ([math]::Floor($zones[1].Present / 128))
        $zones[1].ReserveHighMem | Should -Be ([math]::Floor($zones[2].Present / 8))
    }

    It 'changes when a zone refuses' {
        $machine = New-I386Machine 64MB -Kernel 2.6.31
        Set-MemoryTunable -MinFreeKilobytes 65536
        Get-ErrorOf { Invoke-AllocPages -Gfp GFP_KERNEL } | Get-ErrorId | Should -Be AllocPagesFailed
        Set-MemoryTunable -MinFreeKilobytes 1000
        (Invoke-AllocPages).Machine | Should -Be $machine.Name
    }

    It 'keeps what is not given' {
        $null = New-I386Machine 1GB -Kernel 2.6.31
        Set-MemoryTunable -MinFreeKilobytes 1000
        $before = (Get-MemoryZone).Min
        (Set-MemoryTunable -LowmemReserveRatio 10, 10 -PassThru).Min | Should -Be $before
        (Set-MemoryTunable -PassThru).Min | Should -Be $before
    }

    It 'only tells with -WhatIf' {
        $null = New-I386Machine 1GB -Kernel 2.6.31
        $before = (Get-MemoryZone).Min
        Set-MemoryTunable -MinFreeKilobytes 1000 -WhatIf
        (Get-MemoryZone).Min | Should -Be $before
    }

    It 'says which kernels have <Name>, which <Kernel> has not' -TestCases @(
        @{ Name = 'MemFrac'; Kernel = '2.6.31'; Value = 1, 1, 1; Has = '2\.4\.21' }
        @{ Name = 'MinFreeKilobytes'; Kernel = '2.4.21'; Value = 1000; Has = '2\.6\.9, 2\.6\.31' }
        @{ Name = 'LowerZoneProtection'; Kernel = '2.6.31'; Value = 1; Has = '2\.6\.9' }
        @{ Name = 'LowmemReserveRatio'; Kernel = '2.6.9'; Value = 1, 1; Has = '2\.6\.31' }
    ) {
        $null = New-I386Machine 1GB -Kernel $Kernel
        $given = @{ $Name = $Value }
        $failure = Get-ErrorOf { Set-MemoryTunable @given }
        $failure | Get-ErrorId | Should -Be TunableNotAvailable
        "$failure" | Should -Match "$Kernel has no $Name\. Kernels that have it: $Has\."
    }

    It 'refuses -<Name> <Value>' -TestCases @(
        @{ Name = 'MemFrac'; Value = 1, 0, 1 }, @{ Name = 'MemFrac'; Value = 1, 1 }
        @{ Name = 'MinFreeKilobytes'; Value = -1 }, @{ Name = 'MinFreeKilobytes'; Value = 5000000 }
        @{ Name = 'LowerZoneProtection'; Value = -1 }
        @{ Name = 'LowmemReserveRatio'; Value = 0, 1 }, @{ Name = 'LowmemReserveRatio'; Value = 1, 2, 3 }
    ) {
        $null = New-I386Machine 1GB
        $given = @{ $Name = $Value }
        Get-ErrorOf { Set-MemoryTunable @given } | Get-ErrorId | Should -Be ParameterArgumentValidationError
    }
}
