Describe 'Get-KernelLog' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 2GB -Kernel 2.6.9 -Name log
    }

    It 'gives what the kernel printed while it booted, numbered' {
        $log = Get-KernelLog
        $log[0].Text | Should -Match 'Linux version 2\.6\.9'
        $log.Text | Should -Contain '1152MB HIGHMEM available.'
        $log[-1].Number | Should -Be $log.Count
    }

    It 'gives the last lines' {
        Invoke-Vfree 0xf8800000 -ErrorAction SilentlyContinue
        (Get-KernelLog -Tail 1).Text | Should -Be 'Trying to vfree() nonexistent vm area (f8800000)'
        (Get-KernelLog log -Tail 3).Count | Should -Be 3
        Get-KernelLog -Tail 0 | Should -BeNullOrEmpty
        Get-ErrorOf { Get-KernelLog -Tail -1 } | Get-ErrorId | Should -Be ParameterArgumentValidationError
    }
}
