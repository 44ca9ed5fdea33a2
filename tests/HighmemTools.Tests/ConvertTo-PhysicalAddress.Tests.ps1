Describe 'ConvertTo-PhysicalAddress' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.4.21 -Name test
        $area = Invoke-Vmalloc 4KB
    }

    It 'takes PAGE_OFFSET off an address given as <Name>' -TestCases @(
        @{ Name = 'literal'; Address = 0xc0001000; Expected = '0x00001000' }
        @{ Name = 'text'; Address = '0xf7ffffff'; Expected = '0x37ffffff' }
        @{ Name = 'decimal'; Address = 3221229568; Expected = '0x00001000' }
    ) {
        ConvertTo-PhysicalAddress $Address | Should -Be $Expected
        $Address | ConvertTo-PhysicalAddress | Should -Be $Expected
        ConvertTo-PhysicalAddress -Address $Address | Should -BeOfType Highmem.Addressing.PhysicalAddress
    }

    It 'takes page frame numbers and blocks, of high memory too' {
        ConvertTo-PhysicalAddress -Pfn 1, 0x38000 | Should -Be '0x00001000', '0x38000000'
        $block = Invoke-AllocPages -Gfp GFP_HIGHUSER
        $block | ConvertTo-PhysicalAddress | Should -Be $block.PhysicalAddress
    }

    It 'agrees with the page tables' {
        foreach ($address in '0xc0000000', '0xc1234567', '0xf7fff000') {
            ConvertTo-PhysicalAddress $address | Should -Be (Resolve-VirtualAddress $address).PhysicalAddress
        }
    }

    It 'explains that a vmalloc address is none of the direct map, and goes on' {
        $found = $area, 0xc0000000 | ConvertTo-PhysicalAddress -ErrorAction SilentlyContinue -ErrorVariable failure
        $found | Should -Be '0x00000000'
        $failure | Get-ErrorId | Should -Be AddressNotConvertible
        "$failure" | Should -Match "Resolve-VirtualAddress $($area.Address)"
        Get-ErrorOf { ConvertTo-PhysicalAddress 0x1000 } | Get-ErrorId | Should -Be AddressNotConvertible
    }

    It 'refuses what is no address' {
        Get-ErrorOf { ConvertTo-PhysicalAddress 0x100000000 } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }
}
