Describe 'Get-SlabInfo' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21 -Name old
        $null = New-I386Machine 512MB -Kernel 2.6.31 -Name test
        $null = Invoke-Kmalloc 100 -Count 50
    }

    It 'counts objects and slabs' {
        $cache = Get-SlabInfo -Name kmalloc-128
        $cache.AllocatedObjects | Should -Be 50
        $cache.Slabs * $cache.ObjectsPerSlab | Should -Be $cache.Objects
        $cache.Objects | Should -BeGreaterOrEqual 50
    }

    It 'has the caches of each kernel' {
        (Get-SlabInfo test).Name | Should -Contain kmalloc-96
        (Get-SlabInfo old).Name | Should -Contain 'size-131072(DMA)'
        (Get-SlabInfo old -Name size-*).Count | Should -Be 26
    }

    It 'reports a cache that there is not' {
        $failure = Get-ErrorOf { Get-SlabInfo -Name size-128 }
        $failure | Get-ErrorId | Should -Be SlabCacheNotFound
        "$failure" | Should -Match kmalloc-128
    }

    It 'prints /proc/slabinfo' {
        (Get-SlabInfo old -AsText)[0] | Should -Be 'slabinfo - version: 1.1'
        (Get-SlabInfo test -AsText)[0] | Should -Be 'slabinfo - version: 2.1'
        (Get-SlabInfo test -AsText) -match '^kmalloc-128 ' | Should -Match '^kmalloc-128 +\d+ +\d+ +128 '
    }
}
