Describe 'Invoke-Kunmap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test
        $window = Invoke-Kmap 300000
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'takes a user away, given <Name>' -TestCases @(
        @{ Name = 'a result'; Unmap = { $window | Invoke-Kunmap } }
        @{ Name = 'a number'; Unmap = { Invoke-Kunmap 300000 } }
        @{ Name = 'a slot'; Unmap = { Get-PkmapEntry -State InUse | Invoke-Kunmap } }
        @{ Name = 'a row of a CSV file'; Unmap = { $window | ConvertTo-Csv | ConvertFrom-Csv | Invoke-Kunmap } }
    ) {
        . $Unmap | Should -BeNullOrEmpty
        (Get-PkmapEntry -Slot 1).Count | Should -Be 1
    }

    It 'emits the slot with -PassThru, and nothing for low memory' {
        ($window | Invoke-Kunmap -PassThru).State | Should -Be Unused
        Invoke-Kunmap 5 -PassThru | Should -BeNullOrEmpty
    }

    It 'only tells with -WhatIf' {
        $window | Invoke-Kunmap -WhatIf
        (Get-PkmapEntry -Slot 1).Count | Should -Be 2
    }

    It 'wakes all who sleep, and says so with -Verbose' {
        Get-PageFrame 300001-301024 | Invoke-Kmap | Out-Null
        Invoke-Kmap 400000, 400001 | Out-Null
        $said = $window | Invoke-Kunmap -Verbose 4>&1
        "$said" | Should -Match 'kmap-2 was woken and has page frame 400001 at 0xff801000 now'
        (Get-KmapWaiter | Where-Object State -EQ Sleeping).Task | Should -Be kmap-1
    }

    It 'stops <Kernel> <When> with its own line' -TestCases @(
        @{ Kernel = '2.4.21'; When = 'for a page never mapped'; Line = 'highmem.c:166!'; Unmap = { Invoke-Kunmap 300009 } }
        @{ Kernel = '2.6.9'; When = 'for a page never mapped'; Line = 'mm/highmem.c:181!'; Unmap = { Invoke-Kunmap 300009 } }
        @{ Kernel = '2.6.31'; When = 'for a page never mapped'; Line = 'mm/highmem.c:259!'; Unmap = { Invoke-Kunmap 300009 } }
        @{ Kernel = '2.4.21'; When = 'the second time'; Line = 'highmem.c:176!'; Unmap = { Invoke-Kmap 300000 | Invoke-Kunmap; Invoke-Kunmap 300000 } }
        @{ Kernel = '2.6.9'; When = 'the second time'; Line = 'mm/highmem.c:191!'; Unmap = { Invoke-Kmap 300000 | Invoke-Kunmap; Invoke-Kunmap 300000 } }
        @{ Kernel = '2.6.31'; When = 'the second time'; Line = 'mm/highmem.c:269!'; Unmap = { Invoke-Kmap 300000 | Invoke-Kunmap; Invoke-Kunmap 300000 } }
        @{ Kernel = '2.6.31'; When = 'in an interrupt'; Line = 'highmem_32.c:16!'; Unmap = { Invoke-Kunmap 5 -Context Interrupt } }
    ) {
        $null = New-I386Machine 2GB -Kernel $Kernel
        $failure = Get-ErrorOf $Unmap
        $failure | Get-ErrorId | Should -Be KunmapFailed
        "$failure" | Should -Match ([regex]::Escape($Line))
    }

    It 'unmaps on the machine that mapped' {
        $null = New-I386Machine 2GB -Name other
        $window | Invoke-Kunmap
        (Get-PkmapEntry test -Slot 1).Count | Should -Be 1
        Get-ErrorOf { $window | Invoke-Kunmap -Machine other } | Get-ErrorId | Should -Be MachineMismatch
    }

    It 'refuses an empty slot, and a page that is not there' {
        Get-ErrorOf { Get-PkmapEntry -Slot 9 | Invoke-Kunmap } | Should -Match 'maps no page'
        Get-ErrorOf { Invoke-Kunmap 9999999 } | Get-ErrorId | Should -Be PageFrameNotFound
    }
}
