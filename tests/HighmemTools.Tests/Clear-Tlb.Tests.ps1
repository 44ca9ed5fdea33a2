Describe 'Clear-Tlb' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.31 -Name test -ProcessorCount 2
        $area = Invoke-Vmalloc 8KB
        0, 1 | ForEach-Object { $area | Read-KernelMemory -Count 8KB -Cpu $_ | Out-Null }
    }

    It 'drops all of all CPUs, or of one' {
        Clear-Tlb -Cpu 1
        (Get-TlbEntry).Cpu | Select-Object -Unique | Should -Be 0
        Clear-Tlb | Should -BeNullOrEmpty
        Get-TlbEntry | Should -BeNullOrEmpty
        (Get-I386Machine test).TlbFlushes | Should -Be 0
    }

    It 'spares global translations with -NonGlobal' {
        Clear-Tlb -NonGlobal -PassThru | Should -HaveCount 4
    }

    It 'drops one page with -Address, also given as an area' {
        Clear-Tlb -Address $area -Cpu 0 -PassThru | Should -HaveCount 1
        Clear-Tlb -Address $area.Address, ($area.Address + 4096)
        Get-TlbEntry | Should -BeNullOrEmpty
    }

    It 'refuses a CPU that is not there' {
        Get-ErrorOf { Clear-Tlb -Cpu 5 } | Get-ErrorId | Should -Be CpuNotFound
    }
}
