Describe 'Resolve-VirtualAddress' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21 -Name test
        $area = Invoke-Vmalloc 8KB
    }

    It 'translates low memory by subtracting PAGE_OFFSET' {
        $translation = Resolve-VirtualAddress 0xc1234567
        $translation.PhysicalAddress | Should -Be '0x01234567'
        $translation.Region | Should -Be lowmem
        $translation.PageSize | Should -Be 4MB
    }

    It 'says of an address without a page that it is not mapped' {
        $translation = Resolve-VirtualAddress ($area.Address + 8KB)
        $translation.Mapped | Should -BeFalse
        $translation.PhysicalAddress | Should -BeNullOrEmpty
        (Resolve-VirtualAddress 0x08048000).Region | Should -Be user
    }

    It 'takes addresses, areas, rows and machines from the pipeline' {
        (0xc0000000, '0xc0001000', 3221233664 | Resolve-VirtualAddress).PageFrame | Should -Be 0, 1, 2
        (Get-VmList | Resolve-VirtualAddress).Address | Should -Be $area.Address
        (Get-VmGap | Resolve-VirtualAddress).Mapped | Should -Not -Contain $true
        (Get-PageTableEntry 0xc0000000 | Resolve-VirtualAddress)[0].PageFrame | Should -Be 0
        (Get-I386Machine | Resolve-VirtualAddress 0xc0000000).Machine | Should -Be test
    }

    It 'refuses addresses above 4 GB' {
        $failure = Get-ErrorOf { Resolve-VirtualAddress 0x100000000 }
        $failure | Get-ErrorId | Should -Be ParameterArgumentTransformationError
        "$failure" | Should -Match '0xffffffff'
    }
}
