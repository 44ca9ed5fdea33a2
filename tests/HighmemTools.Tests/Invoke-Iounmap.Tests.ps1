Describe 'Invoke-Iounmap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.6.31 -Name test
        $mapping = Invoke-Ioremap 0xfebc0f80 256
    }

    It 'takes <Name>' -TestCases @(
        @{ Name = 'the mapping'; Get = { $args[0] } }
        @{ Name = 'its address'; Get = { $args[0].Address } }
        @{ Name = 'the area'; Get = { Get-VmList } }
        @{ Name = 'any byte of the first page'; Get = { $args[0].Area + 5 } }
    ) {
        & $Get $mapping | Invoke-Iounmap
        $machine.VmallocAreas | Should -Be 0
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'emits the area with -PassThru' {
        ($mapping | Invoke-Iounmap -PassThru).PhysicalAddress | Should -Be '0xfebc0000'
    }

    It 'does nothing with the direct map' {
        Get-ErrorOf { Invoke-Ioremap 0xa0000 4KB | Invoke-Iounmap } | Should -BeNullOrEmpty
        $machine.VmallocAreas | Should -Be 1
    }

    It 'refuses <Name> on <Kernel>, and nothing is lost' -TestCases @(
        @{ Name = 'vmalloc'; Kernel = '2.6.9'; Get = { Invoke-Vmalloc 5000 } }
        @{ Name = 'vmalloc'; Kernel = '2.6.31'; Get = { Invoke-Vmalloc 5000 } }
        @{ Name = 'vmap'; Kernel = '2.6.31'; Get = { Invoke-AllocPages -Order 0 | Invoke-Vmap } }
    ) {
        $other = New-I386Machine 512MB -Kernel $Kernel
        $area = & $Get
        Get-ErrorOf { $area | Invoke-Iounmap } | Get-ErrorId | Should -Be IounmapFailed
        $other.VmallocAreas | Should -Be 1
        Test-I386Machine | Should -BeNullOrEmpty
        $area | Invoke-Vfree
    }

    It 'is vfree in 2.4.21' {
        $other = New-I386Machine 512MB -Kernel 2.4.21
        Invoke-Vmalloc 5000 | Invoke-Iounmap
        Invoke-Ioremap 0xfe000000 4KB | Invoke-Vfree
        $other.VmallocAreas | Should -Be 0
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'is not vfree in 2.6.31' {
        $failure = Get-ErrorOf { Get-VmList | Invoke-Vfree }
        $failure | Get-ErrorId | Should -Be VfreeFailed
        "$failure" | Should -Match 'use Invoke-Iounmap'
        $machine.VmallocAreas | Should -Be 1
    }

    It 'tells of nothing in the words of the kernel' {
        "$(Get-ErrorOf { Invoke-Iounmap 0xfa000000 })" | Should -Match 'iounmap: bad address fa000000'
    }

    It 'only tells with -WhatIf, and offers areas of ioremap' {
        $mapping | Invoke-Iounmap -WhatIf
        $null = Invoke-Vmalloc 4KB
        (Complete 'Invoke-Iounmap ').CompletionText | Should -Be "$($mapping.Area)"
    }
}
