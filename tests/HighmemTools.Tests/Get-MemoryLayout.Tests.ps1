Describe 'Get-MemoryLayout' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 2GB -Kernel 2.4.21
    }

    It 'covers the kernel part of the address space, without gap or overlap' {
        $regions = Get-MemoryLayout
        $regions[0].Start | Should -Be '0xc0000000'
        $regions[-1].End | Should -Be '0x100000000'
        for ($i = 1; $i -lt $regions.Count; $i++) { $regions[$i].Start | Should -Be $regions[$i - 1].End }
        ($regions | Measure-Object Size -Sum).Sum | Should -Be 1GB
    }

    It 'knows the borders of Linux 2.4' {
        $regions = Get-MemoryLayout | Group-Object Kind -AsHashTable -AsString
        $regions.Vmalloc.Start | Should -Be '0xf8800000'
        $regions.Vmalloc.End | Should -Be '0xfdffe000'
        $regions.PersistentKmap.Start | Should -Be '0xfe000000'
    }
}
