Describe 'Get-TlbEntry' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.9 -Name test -ProcessorCount 2
        $area = Invoke-Vmalloc 8KB
    }

    It 'is empty after boot' { Get-TlbEntry | Should -BeNullOrEmpty }

    It 'shows what a CPU has read' {
        $area | Read-KernelMemory -Count 8KB -Cpu 1 | Out-Null
        $entries = Get-TlbEntry
        $entries.Cpu | Should -Be 1, 1
        $entries | ForEach-Object { "$($_.Address)" } | Should -Be "$($area.Address)", "$($area.Address + 4096)"
        Get-TlbEntry -Cpu 0 | Should -BeNullOrEmpty
        Get-TlbEntry -Address ($area.Address + 4100) | Should -HaveCount 1
    }

    It 'finds a large page by any address in it' {
        Read-KernelMemory 0xc0100000 | Out-Null
        (Get-TlbEntry -Address 0xc03fffff).LargePage | Should -BeTrue
        Get-TlbEntry -Address 0xc0400000 | Should -BeNullOrEmpty
    }

    It 'marks what nobody has flushed, as the read itself does' {
        $area | Write-KernelMemory -Text old
        $entry = (Get-PageTableEntry $area.Address)[-1].EntryAddress | ConvertTo-VirtualAddress
        Write-KernelMemory $entry -UInt32 0
        "$((Get-TlbEntry -Stale).Address)" | Should -Be "$($area.Address)"
        $row = $area | Read-KernelMemory -Count 3
        "$($row.Text) $($row.Stale)" | Should -Be 'old True'
        Show $row | Select-Object -Last 1 | Should -Match 'old +yes$'
        (Get-I386Machine test).StaleAccesses | Should -Be 1
        Test-I386Machine -Quiet | Should -BeFalse
    }

    It 'refuses a CPU that is not there' {
        Get-ErrorOf { Get-TlbEntry -Cpu 2 } | Get-ErrorId | Should -Be CpuNotFound
        Get-ErrorOf { Read-KernelMemory $area -Cpu 2 } | Get-ErrorId | Should -Be CpuNotFound
        Get-ErrorOf { Write-KernelMemory $area 1 -Cpu -1 } | Get-ErrorId | Should -Be CpuNotFound
    }
}
