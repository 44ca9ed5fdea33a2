Describe 'Get-UserProcess' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $null = New-I386Machine 1GB -Name test
        $null = New-UserProcess init, bash, bash
    }

    It 'lists the processes by pid' {
        (Get-UserProcess).Pid | Should -Be 1, 2, 3
    }

    It 'chooses by name' {
        (Get-UserProcess b*).Pid | Should -Be 2, 3
        (Get-UserProcess init, bash).Pid | Should -Be 1, 2, 3
        Get-UserProcess x* | Should -BeNullOrEmpty
    }

    It 'says which names are missing' {
        $failure = Get-ErrorOf { Get-UserProcess nobody }
        $failure | Get-ErrorId | Should -Be UserProcessNotFound
        "$failure" | Should -Match 'init \(1\)'
    }

    It 'gives mappings with -Mapping' {
        Add-UserMapping init 0x10000000 8KB -Populate | Out-Null
        Add-UserMapping init 0x08048000 4KB -ReadOnly | Out-Null
        $maps = Get-UserProcess -Mapping
        ($maps | ForEach-Object { "$($_.Address)" }) -join ' ' | Should -Be '0x08048000 0x10000000'
        $maps.Writable | Should -Be $false, $true
        $maps.ResidentPages | Should -Be 0, 2
    }

    It 'emits snapshots' {
        $before = Get-UserProcess init
        Add-UserMapping init 0x10000000 8KB -Populate | Out-Null
        $before.ResidentPages | Should -Be 0
        (Get-UserProcess init).ResidentPages | Should -Be 2
    }

    It 'exports to CSV and comes back as arguments' {
        Get-UserProcess init | ConvertTo-Csv | ConvertFrom-Csv | Remove-UserProcess
        (Get-UserProcess).Pid | Should -Be 2, 3
    }

    It 'completes names' {
        (Complete 'Get-UserProcess in').CompletionText | Should -Be init
    }
}
