Describe 'Remove-UserProcess' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Name test
        $bash = New-UserProcess bash
        $bash | Add-UserMapping -Address 0x10000000 -Size 1MB -Populate | Out-Null
    }

    It 'frees all memory of the process' {
        $bash | Switch-UserProcess
        $bash | Remove-UserProcess
        Get-UserProcess | Should -BeNullOrEmpty
        Get-PageFrame -State User | Should -BeNullOrEmpty
        Get-ErrorOf { Read-KernelMemory 0x10000000 1 } | Get-ErrorId | Should -Be PageFault
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'only tells with -WhatIf' {
        Remove-UserProcess bash -WhatIf
        (Get-UserProcess).Name | Should -Be bash
    }

    It 'removes a process once' {
        Remove-UserProcess $bash.Pid
        $failure = Get-ErrorOf { $bash | Remove-UserProcess }
        $failure | Get-ErrorId | Should -Be UserProcessNotFound
        "$failure" | Should -Match 'New-UserProcess'
    }

    It 'goes on behind a failure' {
        $null = New-UserProcess other
        'nobody', 'bash', 'other' | Remove-UserProcess -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Get-ErrorId | Should -Be UserProcessNotFound
        Get-UserProcess | Should -BeNullOrEmpty
    }

    It 'removes a process of a machine that has left the session' {
        Remove-I386Machine test
        $null = New-I386Machine 64MB
        $bash | Remove-UserProcess
        $machine.UserProcesses | Should -Be 0
    }
}
