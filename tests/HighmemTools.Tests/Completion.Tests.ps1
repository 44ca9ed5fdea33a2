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

    It 'offers nothing where there is nothing' {
        Clear-Session
        (Complete 'Invoke-Vfree 0x').CompletionText | Where-Object { $_ -like '0x*' } | Should -BeNullOrEmpty
    }
}
