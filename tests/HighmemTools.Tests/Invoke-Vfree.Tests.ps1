Describe 'Invoke-Vfree' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.4.21 -Name test
        $area = Invoke-Vmalloc 10000
    }

    It 'frees an area given as <Name>' -TestCases @(
        @{ Name = 'object'; Get = { $args[0] } }
        @{ Name = 'address'; Get = { $args[0].Address } }
        @{ Name = 'literal'; Get = { 0xe0800000 } }
        @{ Name = 'text'; Get = { '0xE0800000' } }
        @{ Name = 'bare hex'; Get = { 'e0800000' } }
        @{ Name = 'decimal'; Get = { 3766484992 } }
        @{ Name = 'decimal text'; Get = { '3766484992' } }
    ) {
        Invoke-Vfree (& $Get $area)
        $machine.VmallocAreas | Should -Be 0
        $again = Invoke-Vmalloc 10000
        & $Get $again | Invoke-Vfree
        $machine.VmallocAreas | Should -Be 0
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'emits the freed area with -PassThru, else nothing' {
        Invoke-Vfree $area | Should -BeNullOrEmpty
        $area = Invoke-Vmalloc 5000
        $freed = Invoke-Vfree $area.Address -PassThru
        $freed.Size | Should -Be $area.Size
    }

    It 'only tells with -WhatIf' {
        Get-VmList | Invoke-Vfree -WhatIf
        $machine.VmallocAreas | Should -Be 1
    }

    It 'does nothing for address 0, as the kernel does' {
        Get-ErrorOf { Invoke-Vfree 0 } | Should -BeNullOrEmpty
    }

    It 'reports <Name> with the words of the kernel' -TestCases @(
        @{ Name = 'an area that was freed'; Address = 0xe0804000; Text = 'nonexistent vm area \(e0804000\)' }
        @{ Name = 'an inner page'; Address = 0xe0801000; Text = 'nonexistent vm area \(e0801000\)' }
        @{ Name = 'an inner byte'; Address = 0xe0800001; Text = 'bad address \(e0800001\)' }
        @{ Name = 'low memory'; Address = 0xc0000000; Text = 'nonexistent vm area \(c0000000\)' }
    ) {
        $failure = Get-ErrorOf { Invoke-Vfree $Address }
        $failure | Get-ErrorId | Should -Be VfreeFailed
        "$failure" | Should -Match "Trying to vfree\(\) $Text"
        (Get-KernelLog -Tail 1).Text | Should -Match $Text
        $machine.VmallocAreas | Should -Be 1
    }

    It 'frees twice only once, and goes on' {
        $other = Invoke-Vmalloc 100
        $area, $area, $other | Invoke-Vfree -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Get-ErrorId | Should -Be VfreeFailed
        $machine.VmallocAreas | Should -Be 0
    }

    It 'refuses <Address>' -TestCases @(
        @{ Address = 0x1f8000000 }, @{ Address = 'nonsense' }, @{ Address = -1L }, @{ Address = 1.5 }
    ) {
        Get-ErrorOf { Invoke-Vfree $Address } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
        Get-ErrorOf { $Address | Invoke-Vfree } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }

    It 'frees an area on its own machine, wherever the session has moved' {
        $null = New-I386Machine 64MB
        $area | Invoke-Vfree
        $machine.VmallocAreas | Should -Be 0
    }

    It 'frees an area of a machine that has left the session' {
        Remove-I386Machine test
        $area | Invoke-Vfree
        $machine.VmallocAreas | Should -Be 0
    }

    It 'refuses to free an area on another machine' {
        $other = New-I386Machine 512MB -Kernel 2.4.21 -Name other
        $null = Invoke-Vmalloc 100
        Get-ErrorOf { $area | Invoke-Vfree -Machine other } | Get-ErrorId | Should -Be MachineMismatch
        $machine.VmallocAreas | Should -Be 1
        $other.VmallocAreas | Should -Be 1
    }

    It 'frees by machine and address, as a CSV row has them' {
        [pscustomobject]@{ Machine = 'test'; Address = '0xe0800000' } | Invoke-Vfree
        $machine.VmallocAreas | Should -Be 0
        Get-ErrorOf { [pscustomobject]@{ Machine = 'nobody'; Address = '0xe0800000' } | Invoke-Vfree } |
            Get-ErrorId | Should -Be MachineNotFound
    }
}
