Describe 'Test-I386Machine' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 64MB -Name sound -Kernel 2.4.21
        $null = New-I386Machine 64MB -Name broken -Kernel 2.4.21
        $null = Get-I386Machine | Invoke-Vmalloc 64KB
        # Somebody writes into the page tables: the entry of the area's first page is lost.
        $entry = (Get-PageTableEntry (Get-VmList broken).Address -Machine broken)[-1]
        Write-KernelMemory (0xc0000000L + [long] $entry.EntryAddress) -UInt32 0 -Machine broken
    }

    It 'says nothing about a sound machine' {
        Test-I386Machine sound | Should -BeNullOrEmpty
        Test-I386Machine sound -Quiet | Should -BeTrue
    }

    It 'tells what is wrong with a broken one, and where' {
        $findings = Test-I386Machine broken
        $findings[0] | Should -BeOfType Highmem.Machine.Audit.AuditFinding
        $findings[0].Machine | Should -Be broken
        "$($findings.Subject)" | Should -Match '0x'
        Test-I386Machine broken -Quiet | Should -BeFalse
    }

    It 'takes machines from the pipeline' {
        Get-I386Machine | Test-I386Machine -Quiet | Should -Be $true, $false
    }
}
