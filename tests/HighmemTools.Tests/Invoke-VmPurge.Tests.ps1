Describe 'Invoke-VmPurge' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Name test
    }

    It 'gives the addresses of lazily freed areas back' {
        $areas = 4KB, 64KB | Invoke-Vmalloc
        $areas | Invoke-Vfree
        $machine.LazyPages | Should -Be 19
        $purge = Invoke-VmPurge
        "$($purge.Machine) $($purge.Areas) $($purge.Bytes) $($purge.PtesCleared) $($purge.TlbFlushes)" |
            Should -Be 'test 2 77824 17 1'
        $machine.LazyPages | Should -Be 0
        (Invoke-Vmalloc 4KB).Address | Should -Be $areas[0].Address
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'does nothing when there is nothing' {
        (Invoke-VmPurge).TlbFlushes | Should -Be 0
        $machine.Purges | Should -Be 0
    }

    It 'takes machines from the pipeline' {
        $null = New-I386Machine 1GB -Name second
        (Get-I386Machine | Invoke-VmPurge).Machine | Should -Be test, second
    }

    It 'is not in <Kernel>' -TestCases @(@{ Kernel = '2.4.21' }, @{ Kernel = '2.6.9' }) {
        $null = New-I386Machine 64MB -Kernel $Kernel
        $failure = Get-ErrorOf { Invoke-VmPurge }
        $failure | Get-ErrorId | Should -Be NotInKernel
        "$failure" | Should -Match 'no vm_unmap_aliases'
    }
}
