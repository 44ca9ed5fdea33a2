Describe 'ConvertTo-VirtualAddress' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.4.21 -Name test
    }

    It 'adds PAGE_OFFSET to an address given as <Name>' -TestCases @(
        @{ Name = 'literal'; Address = 0x1000; Expected = '0xc0001000' }
        @{ Name = 'text'; Address = '0x37ffffff'; Expected = '0xf7ffffff' }
        @{ Name = 'decimal'; Address = 4096L; Expected = '0xc0001000' }
    ) {
        ConvertTo-VirtualAddress $Address | Should -Be $Expected
        $Address | ConvertTo-VirtualAddress | Should -Be $Expected
        ConvertTo-VirtualAddress -PhysicalAddress $Address | Should -BeOfType Highmem.Addressing.VirtualAddress
    }

    It 'takes page frame numbers, blocks, frames and translations' {
        ConvertTo-VirtualAddress -Pfn 1, 0x10 | Should -Be '0xc0001000', '0xc0010000'
        $block = Invoke-AllocPages
        $block | ConvertTo-VirtualAddress | Should -Be $block.VirtualAddress
        Get-PageFrame $block | ConvertTo-VirtualAddress | Should -Be $block.VirtualAddress
        Resolve-VirtualAddress 0xc0001234 | ConvertTo-VirtualAddress | Should -Be '0xc0001234'
    }

    It 'explains that high memory has no address, and goes on' {
        $found = ConvertTo-VirtualAddress 0x38000000, 0x1000 -ErrorAction SilentlyContinue -ErrorVariable failure
        $found | Should -Be '0xc0001000'
        $failure | Get-ErrorId | Should -Be AddressNotConvertible
        "$failure" | Should -Match 'kmap'
    }

    It 'refuses what is no address or frame' {
        Get-ErrorOf { ConvertTo-VirtualAddress 0x1000000000 } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
        Get-ErrorOf { ConvertTo-VirtualAddress nonsense } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
        Get-ErrorOf { ConvertTo-VirtualAddress -Pfn -1 } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
        Get-ErrorOf { ConvertTo-VirtualAddress -Pfn 99999999 } | Get-ErrorId | Should -Be AddressNotConvertible
    }

    It 'follows the memory split' {
        $split = New-I386Machine 1GB -Kernel 2.6.31 -MemorySplit 2G
        ConvertTo-VirtualAddress 0x1000 | Should -Be '0x80001000'
        ConvertTo-VirtualAddress 0x1000 -Machine test | Should -Be '0xc0001000'
        Remove-I386Machine $split
    }
}
