Describe 'Tab completion' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21 -Name 'old box'
        $null = Invoke-Vmalloc 100 -Caller my_driver
        $null = New-I386Machine 512MB -Name new
        $null = Invoke-Vmalloc 1MB, 4KB
    }

    It 'offers the machines of the session after <Command>' -TestCases @(
        @{ Command = 'Get-VmList ' }
        @{ Command = 'Get-VmList -Machine ' }
        @{ Command = 'Invoke-Vmalloc 100 -Machine ' }
        @{ Command = 'Get-I386Machine -Name ' }
        @{ Command = 'Remove-I386Machine ' }
    ) {
        (Complete $Command).ListItemText | Should -Be 'old box', 'new'
    }

    It 'quotes names that need it, and keeps the quotes that are there' {
        (Complete 'Get-VmList o').CompletionText | Should -Be "'old box'"
        (Complete 'Get-VmList "o').CompletionText | Should -Be '"old box"'
        (Complete "Get-VmList 'n").CompletionText | Should -Be "'new'"
        (Complete 'Get-VmList N').CompletionText | Should -Be new
    }

    It 'tells the kernel and the memory of a machine' {
        (Complete 'Get-VmList new').ToolTip | Should -Be 'Linux 2.6.31, 511.62 MB'
    }

    It 'offers live areas after <Command>, with size and caller' -TestCases @(
        @{ Command = 'Invoke-Vfree ' }, @{ Command = 'Resolve-VirtualAddress -Address 0xE' }
        @{ Command = 'Read-KernelMemory ' }, @{ Command = 'Write-KernelMemory ' }
        @{ Command = 'Get-PageTableEntry ' }, @{ Command = 'Get-VmList -Address ' }
    ) {
        $offers = Complete $Command
        $offers.CompletionText | Should -Be (Get-VmList | ForEach-Object { "$($_.Address)" })
        $offers[0].ToolTip | Should -Be '1048576 bytes, 256 pages, Alloc, Invoke-Vmalloc'
    }

    It 'offers the areas of the machine that is named' {
        $offer = Complete "Invoke-Vfree -Machine 'old box' -Address "
        $offer.CompletionText | Should -Be '0xe0800000'
        $offer.ToolTip | Should -Match my_driver
    }

    It 'offers kernels, splits and configuration options' {
        (Complete 'New-I386Machine -Kernel ').CompletionText | Should -Be (Get-KernelProfile).Version
        (Complete 'Get-KernelProfile 2.6').CompletionText | Should -Be '2.6.9', '2.6.31'
        (Complete 'New-I386Machine -MemorySplit ').CompletionText | Should -Contain 3G_OPT
        (Complete 'New-I386Machine -Kernel 2.4.21 -MemorySplit ').CompletionText | Should -Be 3G
        (Complete 'New-I386Machine -Config NR').CompletionText | Should -Be 'NR_CPUS='
        (Complete 'New-I386Machine -Config x86_l').CompletionText |
            Should -Be 'X86_LOCAL_APIC=y', 'X86_LOCAL_APIC=n'
        (Complete 'New-I386Machine -Highmem 6').CompletionText | Should -Be 64G
        (Complete 'Get-VmList -AsText v').CompletionText | Should -Be VmallocInfo
    }

    It 'offers zones after <Command>' -TestCases @(
        @{ Command = 'Get-MemoryZone -Name ' }, @{ Command = 'Get-BuddyInfo -Zone ' }
        @{ Command = 'Get-PageFrame -Zone ' }, @{ Command = 'Show-PageFrameMap -Zone ' }
    ) {
        (Complete $Command).CompletionText | Should -Be DMA, Normal, HighMem
    }

    It 'offers the flags and orders of the kernel that the machine runs' {
        $flags = Complete 'Invoke-AllocPages -Gfp '
        $flags[0].CompletionText | Should -BeLike 'GFP_*'
        $flags.CompletionText | Should -Contain GFP_HIGHUSER_MOVABLE
        (Complete "Invoke-AllocPages -Machine 'old box' -Gfp ").CompletionText | Should -Not -Contain GFP_HIGHUSER_MOVABLE
        ($flags | Where-Object CompletionText -EQ GFP_HIGHUSER).ToolTip | Should -Be 0x200d2
        (Complete 'Invoke-AllocPages ').CompletionText | Should -Be (0..10)
        (Complete "Invoke-FreePages -Machine 'old box' -Order ").CompletionText | Should -Be (0..9)
        (Complete 'Invoke-AllocPages -Order 9').ToolTip | Should -Be '512 pages, 2 MB'
        (Complete 'Get-PageFrame -State P').CompletionText | Should -Be Pages, PageTable, PerCpu
    }

    It 'offers the caches of kmalloc' {
        (Complete 'Get-SlabInfo -Name kmalloc-1').CompletionText | Should -Be (Get-SlabInfo -Name kmalloc-1*).Name
    }

    It 'offers the blocks that were handed out' {
        $blocks = Invoke-AllocPages 1, 2 -Caller my_driver
        $offers = Complete 'Invoke-FreePages '
        $offers.CompletionText | Should -Be ($blocks.Pfn | Sort-Object)
        $offers.ToolTip | Should -Contain 'order 2, Normal, my_driver'
        $blocks | Invoke-FreePages
        (Complete 'Invoke-FreePages ').CompletionText | Where-Object { $_ -match '^\d+$' } | Should -BeNullOrEmpty
    }

    It 'offers CPUs, types, mapped pages and sleeping tasks' {
        $windows = New-I386Machine 2GB -Kernel 2.4.21 -ProcessorCount 2 -Name windows
        Get-PageFrame 300000-301024 | Invoke-Kmap | Out-Null
        Invoke-Kmap 400000 -Task 'the reader' | Out-Null
        (Complete 'Get-TlbEntry -Cpu ').CompletionText | Should -Be 0, 1
        (Complete 'Invoke-KmapAtomic 5 KM_U').CompletionText | Should -Be KM_USER0, KM_USER1
        (Complete 'Get-AtomicKmap -Type ').CompletionText | Should -HaveCount 6
        (Complete 'Invoke-Kunmap 30000').CompletionText | Should -Be (300000..300009)
        (Complete 'Receive-KmapResult -Task ').CompletionText | Should -Be "'the reader'"
        (Complete 'Invoke-Kmap 5 -Context So').CompletionText | Should -Be SoftInterrupt
        $windows | Remove-I386Machine
    }

    It 'offers nothing where there is nothing' {
        Clear-Session
        (Complete 'Invoke-Vfree 0x').CompletionText | Where-Object { $_ -like '0x*' } | Should -BeNullOrEmpty
    }
}
