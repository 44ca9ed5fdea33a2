Describe 'Get-KmapWaiter' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test
        $windows = Get-PageFrame 300000-301024 | Invoke-Kmap
        1..3 | ForEach-Object { Invoke-Kmap (400000 + $_) -Task "reader$_" } | Out-Null
    }

    It 'lists who sleeps, the last first' {
        (Get-KmapWaiter).Task | Should -Be reader3, reader2, reader1
        (Get-KmapWaiter).WakeOrder | Should -Be 1, 2, 3
        (Get-KmapWaiter -Task reader2).Pfn | Should -Be 400002
        Get-KmapWaiter -Task r*3, *1 | Should -HaveCount 2
    }

    It 'lists who was woken behind them' {
        $windows[0] | Invoke-Kunmap
        Get-KmapWaiter | ForEach-Object { "$($_.Task) $($_.State) $($_.VainWakeups)" } |
            Should -Be 'reader1 Sleeping 1', 'reader2 Sleeping 1', 'reader3 Mapped 0'
    }

    It 'knows no other task' {
        Get-ErrorOf { Get-KmapWaiter -Task nobody } | Get-ErrorId | Should -Be TaskNotFound
        Get-KmapWaiter -Task nobody* | Should -BeNullOrEmpty
    }

    It 'is empty on a machine where nobody sleeps' {
        $low = New-I386Machine 512MB -Highmem None
        Get-KmapWaiter | Should -BeNullOrEmpty
        $low | Remove-I386Machine
    }
}
