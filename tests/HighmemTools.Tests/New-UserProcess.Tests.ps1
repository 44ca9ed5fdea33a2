Describe 'New-UserProcess' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.4.21 -Name test
    }

    It 'makes a process with a pid and a page directory in low memory' {
        $process = New-UserProcess bash
        $process.Pid | Should -Be 1
        $process.Name | Should -Be bash
        $process.Machine | Should -Be test
        $process.Cpu | Should -BeNullOrEmpty
        (Get-PageFrame $process.PageDirectory.Pfn).State | Should -Be PageTable
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'makes one for each name, and names one without' {
        (New-UserProcess a, b).Pid | Should -Be 1, 2
        (New-UserProcess).Name | Should -Be process3
    }

    It 'takes machines from the pipeline' {
        $null = New-I386Machine 1GB -Name other
        (Get-I386Machine | New-UserProcess init).Machine | Should -Be test, other
    }

    It 'says why there is no process' {
        Invoke-AllocPages -Count 1000000 -ErrorAction SilentlyContinue | Out-Null
        $failure = Get-ErrorOf { New-UserProcess bash }
        $failure | Get-ErrorId | Should -Be UserProcessFailed
        "$failure" | Should -Match 'free pages'
    }

    It 'needs a machine' {
        Clear-Session
        Get-ErrorOf { New-UserProcess } | Get-ErrorId | Should -Be NoCurrentMachine
    }
}
