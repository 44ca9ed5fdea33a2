Describe 'Invoke-BlockIo' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.9 -Name test
        $page = Invoke-AllocPages -Gfp GFP_HIGHUSER
    }

    It 'bounces a page of high memory for a device of low memory' {
        $io = $page | Invoke-BlockIo -Direction Write
        $io.Bounced | Should -BeTrue
        $io.BounceZone | Should -Be Normal
        $io.State | Should -Be Completed
        $io.Machine | Should -Be test
        ($page | Invoke-BlockIo -Direction Write -Device Any).Bounced | Should -BeFalse
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'takes a page given as <Name>' -TestCases @(
        @{ Name = 'number'; Do = { Invoke-BlockIo $page.Pfn Write } }
        @{ Name = 'page frame'; Do = { Get-PageFrame $page.Pfn | Invoke-BlockIo -Direction Write } }
        @{ Name = 'row of a CSV file'; Do = { $page | ConvertTo-Csv | ConvertFrom-Csv | Invoke-BlockIo -Direction Write } }
    ) {
        (& $Do).Pfn | Should -Be $page.Pfn
    }

    It 'takes a page of a process, and of an area' {
        New-UserProcess bash | Add-UserMapping -Address 0x08048000 -Size 4KB -Populate | Out-Null
        $io = Resolve-VirtualAddress 0x08048000 -Process bash | Invoke-BlockIo -Direction Read
        (Get-PageFrame $io.Pfn).Owner | Should -Be bash
        $area = Invoke-Vmalloc 1
        (Resolve-VirtualAddress $area.Address | Invoke-BlockIo -Direction Write).State | Should -Be Completed
    }

    It 'does all pages of a block, eight sectors each' {
        (Invoke-AllocPages 2 -Gfp GFP_HIGHUSER | Invoke-BlockIo -Direction Write -Sector 80).Sector | Should -Be 80, 88, 96, 104
    }

    It 'reads back what was written, and what a device delivers' {
        $a, $b = 1, 1 | Invoke-Vmalloc
        Write-KernelMemory $a -Text kept
        Resolve-VirtualAddress $a.Address | Invoke-BlockIo -Direction Write -Sector 8 | Out-Null
        Resolve-VirtualAddress $b.Address | Invoke-BlockIo -Direction Read -Sector 8 | Out-Null
        (Read-KernelMemory $b 4).Text | Should -Be kept
        Resolve-VirtualAddress $b.Address | Invoke-BlockIo -Direction Read -Data ([byte[]](65, 66)) | Out-Null
        (Read-KernelMemory $b 2).Text | Should -Be AB
    }

    It 'leaves I/O in flight with -Submit, and ends it with -Complete' {
        $io = $page, $page | Invoke-BlockIo -Direction Write -Submit
        $io.State | Should -Be InFlight, InFlight
        (Invoke-BlockIo -Pending).Id | Should -Be 1, 2
        ($io[1] | Invoke-BlockIo -Complete).State | Should -Be Completed
        (Invoke-BlockIo -Complete -Id 1).State | Should -Be Completed
        Invoke-BlockIo -Pending | Should -BeNullOrEmpty
    }

    It 'lets I/O wait when all pages are gone, and go on when one ends' {
        Invoke-AllocPages -Gfp 0 -Count 1000000 -ErrorAction SilentlyContinue | Out-Null
        $io = foreach ($i in 1..65) { $page | Invoke-BlockIo -Direction Write -Submit }
        $io[-1].State | Should -Be Waiting
        Get-ErrorOf { $io[-1] | Invoke-BlockIo -Complete } | Get-ErrorId | Should -Be BlockIoFailed
        $ended = $io[0] | Invoke-BlockIo -Complete
        $ended.Id | Should -Be 1, 65
        $ended.State | Should -Be Completed, InFlight
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'only tells with -WhatIf' {
        $page | Invoke-BlockIo -Direction Read -Submit -WhatIf
        Invoke-BlockIo -Pending | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'a page of the kernel'; Do = { Invoke-BlockIo 257 Read }; Says = 'KernelImage' }
        @{ Name = 'a page that is not there'; Do = { Invoke-BlockIo 99999999 Read }; Says = 'no page frame' }
        @{ Name = 'I/O that is not there'; Do = { Invoke-BlockIo -Complete -Id 9 }; Says = 'no I/O 9' }
        @{ Name = 'an ISA device on 2.4.21'; Do = { $null = New-I386Machine 1GB -Kernel 2.4.21; Invoke-AllocPages | Invoke-BlockIo -Direction Read -Device Isa }; Says = 'BLK_BOUNCE_ISA' }
    ) {
        $failure = Get-ErrorOf $Do
        $failure | Get-ErrorId | Should -Be BlockIoFailed
        "$failure" | Should -Match $Says
    }

    It 'completes directions and devices' {
        (Complete 'Invoke-BlockIo 1 -Direction ').CompletionText | Should -Be Read, Write
        (Complete 'Invoke-BlockIo 1 -Device ').CompletionText | Should -Be Any, High, Isa
    }
}
