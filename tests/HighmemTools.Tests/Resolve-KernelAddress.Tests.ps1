Describe Resolve-KernelAddress {
    BeforeAll {
        Import-Module $PSScriptRoot/Shared.psm1
        Clear-Session
        New-I386Machine 1GB -Kernel 2.6.31 -Name big | Out-Null
        $area = Invoke-Vmalloc 5000 -Machine big
        New-I386Machine 256MB -Kernel 2.6.9 -Name small | Out-Null
    }

    It 'emits one object for each owner' {
        $owners = Resolve-KernelAddress ($area.Address + 100) -Machine big
        $owners[0] | Should -BeOfType Highmem.Machine.Views.AddressOwner
        $owners.Kind | Should -Be VmArea, PageFrame
        $owners[0].Offset | Should -Be 100
        $owners.Machine | Should -Be big, big
    }

    It 'tells guard page, gap and hole' {
        (Resolve-KernelAddress ($area.Address + 8192) -Machine big).Kind | Should -Be GuardPage
        (Resolve-KernelAddress $area.End -Machine big).Kind | Should -Be AreaGap, FreeHole
    }

    It 'takes addresses and whatever has one from the pipeline' {
        ($area | Resolve-KernelAddress)[0].Kind | Should -Be VmArea
        ('0xc0000000', 0xff800000 | Resolve-KernelAddress -Machine big).Kind | Should -Contain PkmapSlot
        ([pscustomobject]@{ Address = '0xc0000000' } | Resolve-KernelAddress -Machine small)[0].Kind | Should -Be DirectMap
        (Get-VmGap big | Resolve-KernelAddress -Machine big).Kind | Should -Contain FreeHole
        (Get-I386Machine | Resolve-KernelAddress 0xc0000000).Machine | Select-Object -Unique | Should -Be big, small
    }

    It 'finds the object of kmalloc' {
        $object = Invoke-Kmalloc 100 -Machine small
        $owner = $object | Resolve-KernelAddress | Where-Object Kind -eq SlabObject
        $owner.Owner | Should -Be $object.Cache
        $owner.Start | Should -Be $object.Address
    }

    It 'finds a page of high memory in its slots' {
        New-I386Machine 2GB -Kernel 2.6.31 -Name high | Out-Null
        $page = Invoke-AllocPages 0 -Gfp GFP_HIGHUSER
        $window = $page | Invoke-Kmap
        $page | Invoke-KmapAtomic -Type KM_USER0 | Out-Null
        $owners = $window | Resolve-KernelAddress
        $owners.Kind | Should -Be PkmapSlot, PageFrame, AtomicSlot
        $owners[2].Owner | Should -Be KM_USER0
    }

    It 'tells a lazily freed area, and the hole it leaves after the purge' {
        New-I386Machine 1GB -Kernel 2.6.31 -Name lazy | Out-Null
        $freed = Invoke-Vmalloc 5000
        $freed | Invoke-Vfree
        $owner = (Resolve-KernelAddress $freed.Address)[0]
        $owner.Kind | Should -Be LazyArea
        $owner.Description | Should -Match 'freed lazily'
        $owner.End | Should -Be $freed.End
        (Resolve-KernelAddress ($freed.Address + 8192)).Kind | Should -Be LazyArea
        Invoke-VmPurge | Out-Null
        (Resolve-KernelAddress $freed.Address).Kind | Should -Be FreeHole
    }

    It 'names fixed mappings' {
        (Resolve-KernelAddress 0xffffd000 -Machine small).Owner | Should -Contain FIX_APIC_BASE
    }

    It 'shows a table grouped by address' {
        Show (Resolve-KernelAddress $area.Address -Machine big) | Should -Contain "   Address: $($area.Address)"
    }

    It 'refuses what is no address' {
        Get-ErrorOf { Resolve-KernelAddress nothing } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }
}
