Describe 'Switch-UserProcess' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Name test -ProcessorCount 2
        $a, $b = New-UserProcess a, b
        $a, $b | Add-UserMapping -Address 0x08048000 -Size 4096 | Out-Null
    }

    It 'runs a process given as <Name>' -TestCases @(
        @{ Name = 'object'; Do = { Switch-UserProcess $b } }
        @{ Name = 'object of a pipeline'; Do = { $b | Switch-UserProcess } }
        @{ Name = 'pid'; Do = { Switch-UserProcess 2 } }
        @{ Name = 'name'; Do = { Switch-UserProcess B } }
        @{ Name = 'mapping'; Do = { Get-UserProcess b -Mapping | Switch-UserProcess } }
    ) {
        & $Do
        (Get-UserProcess b).Cpu | Should -Be 0
        $machine.Cr3Loads | Should -Be 1
    }

    It 'shows each process its own memory' {
        $a | Switch-UserProcess
        Write-KernelMemory 0x08048000 -Text A
        $b | Switch-UserProcess
        (Read-KernelMemory 0x08048000 1).Text | Should -Be '.'
        $a | Switch-UserProcess
        (Read-KernelMemory 0x08048000 1).Text | Should -Be A
    }

    It 'lets a kernel thread borrow what is there' {
        $a | Switch-UserProcess
        Switch-UserProcess -KernelThread
        (Get-UserProcess a).Cpu | Should -BeNullOrEmpty
        $machine.Cr3Loads | Should -Be 1
    }

    It 'emits the process with -PassThru, else nothing' {
        Switch-UserProcess a | Should -BeNullOrEmpty
        (Switch-UserProcess a -Cpu 1 -PassThru).Cpu | Should -Be '0,1'
    }

    It 'refuses CPU <_>' -ForEach -1, 2 {
        $failure = Get-ErrorOf { Switch-UserProcess a -Cpu $_ }
        $failure | Get-ErrorId | Should -Be CpuNotFound
        "$failure" | Should -Match '0 to 1'
    }

    It 'refuses an unknown process, and a name that two share' {
        Get-ErrorOf { Switch-UserProcess nobody } | Get-ErrorId | Should -Be UserProcessNotFound
        $null = New-UserProcess a
        $failure = Get-ErrorOf { Switch-UserProcess a }
        $failure | Get-ErrorId | Should -Be UserProcessAmbiguous
        "$failure" | Should -Match '1, 3'
    }

    It 'refuses a process of another machine' {
        $null = New-I386Machine 1GB -Name other
        Get-ErrorOf { Switch-UserProcess $a -Machine other } | Get-ErrorId | Should -Be MachineMismatch
    }

    It 'completes processes and CPUs' {
        (Complete 'Switch-UserProcess ').CompletionText | Should -Contain b
        (Complete 'Switch-UserProcess a -Cpu ').CompletionText | Should -Be 0, 1
    }
}
