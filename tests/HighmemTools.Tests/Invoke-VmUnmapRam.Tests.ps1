Describe 'Invoke-VmUnmapRam' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Name test
        $mapping = Invoke-AllocPages -Order 2 | Invoke-VmMapRam
    }

    It 'unmaps what is given as <Name>' -TestCases @(
        @{ Name = 'mapping'; Do = { $args[0] | Invoke-VmUnmapRam } }
        @{ Name = 'address and count'; Do = { Invoke-VmUnmapRam $args[0].Address 4 } }
        @{ Name = 'a row with Address and Pages'; Do = { $args[0] | Select-Object Address, Pages | Invoke-VmUnmapRam } }
        @{ Name = 'a row of a CSV file'; Do = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv | Invoke-VmUnmapRam } }
    ) {
        & $Do $mapping
        Test-I386Machine | Should -BeNullOrEmpty
        Get-ErrorOf { $mapping | Invoke-VmUnmapRam } | Get-ErrorId | Should -Be VmUnmapRamFailed
    }

    It 'leaves dirty pages mapped until the purge' {
        $mapping | Invoke-VmUnmapRam
        (Resolve-VirtualAddress $mapping.Address).Mapped | Should -BeTrue
        (Invoke-VmPurge).PtesCleared | Should -Be 4
        (Resolve-VirtualAddress $mapping.Address).Mapped | Should -BeFalse
    }

    It 'refuses a wrong count and changes nothing' {
        $failure = Get-ErrorOf { Invoke-VmUnmapRam $mapping.Address 3 }
        $failure | Get-ErrorId | Should -Be VmUnmapRamFailed
        "$failure" | Should -Match 'did not map so many pages'
        $machine.Oopses | Should -Be 0
        $mapping | Invoke-VmUnmapRam
    }

    It 'reports a BUG for <Address>' -TestCases @(
        @{ Address = 0; Line = 938 }, @{ Address = 0xc0000000; Line = 939 }, @{ Address = 0xfc000000; Line = 853 }
    ) {
        $failure = Get-ErrorOf { Invoke-VmUnmapRam $Address }
        "$failure" | Should -Match "kernel BUG at mm/vmalloc.c:$Line!"
        $machine.Oopses | Should -Be 1
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'only tells with -WhatIf' {
        $mapping | Invoke-VmUnmapRam -WhatIf
        $mapping | Invoke-VmUnmapRam
    }

    It 'is not in 2.6.9' {
        $null = New-I386Machine 64MB -Kernel 2.6.9
        Get-ErrorOf { Invoke-VmUnmapRam 0xf8800000 } | Get-ErrorId | Should -Be NotInKernel
    }

    It 'offers what is mapped' {
        (Complete 'Invoke-VmUnmapRam ').CompletionText | Should -Be "$($mapping.Address)"
    }
}
