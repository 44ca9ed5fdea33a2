Describe 'Receive-KmapResult' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.4.21 -Name test
        $windows = Get-PageFrame 300000-301024 | Invoke-Kmap
        1..3 | ForEach-Object { Invoke-Kmap (400000 + $_) -Task "reader$_" } | Out-Null
    }

    It 'gives each result once' {
        $windows[0, 1] | Invoke-Kunmap
        (Receive-KmapResult).Task | Should -Be reader3, reader1
        Receive-KmapResult | Should -BeNullOrEmpty
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'gives what can be used' {
        $windows[0] | Invoke-Kunmap
        Receive-KmapResult -Task reader3 | Write-KernelMemory -Text x
        (Invoke-Kmap 400003 | Read-KernelMemory -Count 1).Text | Should -Be x
    }

    It 'tells a task that sleeps from one that is not there' {
        Get-ErrorOf { Receive-KmapResult -Task reader1 } | Get-ErrorId | Should -Be KmapResultNotReady
        Get-ErrorOf { Receive-KmapResult -Task nobody } | Get-ErrorId | Should -Be TaskNotFound
        Receive-KmapResult -Task reader* | Should -BeNullOrEmpty
    }
}
