Describe 'ConvertTo-PageFrame' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.6.9 -Name test
    }

    It 'finds the frame of an address of the direct map' {
        (ConvertTo-PageFrame 0xc0001234).Pfn | Should -Be 1
        (ConvertTo-PageFrame 0xc0100000).State | Should -Be KernelImage
        (0xc0000000, '0xc0002000' | ConvertTo-PageFrame).Pfn | Should -Be 0, 2
    }

    It 'finds the frame of a physical address and of a number' {
        (ConvertTo-PageFrame -PhysicalAddress 0x38000000).Zone | Should -Be HighMem
        (ConvertTo-PhysicalAddress 0xc0004000 | ConvertTo-PageFrame).Pfn | Should -Be 4
        (ConvertTo-PageFrame -Pfn 5, 6).PhysicalAddress | Should -Be '0x00005000', '0x00006000'
    }

    It 'takes blocks, of low and of high memory' {
        $blocks = @(Invoke-AllocPages 1) + @(Invoke-AllocPages 2 -Gfp GFP_HIGHUSER)
        $frames = $blocks | ConvertTo-PageFrame
        $frames.Pfn | Should -Be $blocks.Pfn
        $frames.Order | Should -Be 1, 2
        ($blocks | ConvertTo-Csv | ConvertFrom-Csv | ConvertTo-PageFrame).Pfn | Should -Be $blocks.Pfn
    }

    It 'explains what has no frame, and goes on' {
        $frames = (Invoke-Vmalloc 100), 0xc0003000 | ConvertTo-PageFrame -ErrorAction SilentlyContinue -ErrorVariable failure
        $frames.Pfn | Should -Be 3
        $failure | Get-ErrorId | Should -Be AddressNotConvertible
        Get-ErrorOf { ConvertTo-PageFrame -PhysicalAddress 0x40000000 } | Get-ErrorId | Should -Be AddressNotConvertible
        Get-ErrorOf { ConvertTo-PageFrame -Pfn 262144 } | Get-ErrorId | Should -Be AddressNotConvertible
    }
}
