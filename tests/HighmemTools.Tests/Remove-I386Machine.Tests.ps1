Describe 'Remove-I386Machine' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $null = 'a', 'b', 'c' | ForEach-Object { New-I386Machine 64MB -Name $_ }
    }

    It 'removes the current machine; the one before it is current then' {
        Remove-I386Machine
        (Get-I386Machine -Current).Name | Should -Be b
    }

    It 'removes machines by name and from the pipeline' {
        Remove-I386Machine a
        Get-I386Machine c | Remove-I386Machine
        (Get-I386Machine).Name | Should -Be b
    }

    It 'only tells with -WhatIf' {
        Get-I386Machine | Remove-I386Machine -WhatIf
        (Get-I386Machine).Count | Should -Be 3
    }

    It 'reports a machine that is not there' {
        $machine = Get-I386Machine a
        Remove-I386Machine $machine
        Get-ErrorOf { Remove-I386Machine $machine } | Get-ErrorId | Should -Be MachineNotFound
        Get-ErrorOf { Remove-I386Machine nobody } | Get-ErrorId | Should -Be MachineNotFound
        Clear-Session
        Get-ErrorOf { Remove-I386Machine } | Get-ErrorId | Should -Be NoCurrentMachine
    }
}
