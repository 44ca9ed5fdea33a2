Describe 'Get-I386Machine' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $null = 'web', 'db', 'web2' | ForEach-Object { New-I386Machine 64MB -Name $_ }
    }

    It 'lists the machines of the session, oldest first' {
        (Get-I386Machine).Name | Should -Be 'web', 'db', 'web2'
    }

    It 'finds machines by name, with wildcards, in any case, from the pipeline' {
        (Get-I386Machine WEB).Name | Should -Be web
        (Get-I386Machine 'web*').Name | Should -Be 'web', 'web2'
        ('db', 'web' | Get-I386Machine).Name | Should -Be 'db', 'web'
        Get-I386Machine 'x*' | Should -BeNullOrEmpty
    }

    It 'finds a name that looks like a pattern' {
        $null = New-I386Machine 64MB -Name 'box[1]'
        (Get-I386Machine 'box[1]').Name | Should -Be 'box[1]'
    }

    It 'reports a name that no machine has, and goes on' {
        $found = Get-I386Machine nobody, db -ErrorAction SilentlyContinue -ErrorVariable failures
        $found.Name | Should -Be db
        $failures | Get-ErrorId | Should -Be MachineNotFound
    }

    It 'gives the current machine: the one that was booted last' {
        (Get-I386Machine -Current).Name | Should -Be web2
        Clear-Session
        Get-ErrorOf { Get-I386Machine -Current } | Get-ErrorId | Should -Be NoCurrentMachine
    }

    It 'shows what the machine has cost so far' {
        $machine = Get-I386Machine web2
        $null = Invoke-Vmalloc 64KB
        $machine.VmallocAreas | Should -Be 1
        $machine.PtesWritten | Should -BeGreaterOrEqual 16
    }
}
