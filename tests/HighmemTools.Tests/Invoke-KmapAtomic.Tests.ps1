Describe 'Invoke-KmapAtomic' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test -ProcessorCount 2
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'maps with a type given as <Type>' -TestCases @(
        @{ Type = 'KM_USER1' }
        @{ Type = 'km_user1' }
        @{ Type = 'USER1' }
        @{ Type = '4' }
        @{ Type = 4 }
    ) {
        $result = Invoke-KmapAtomic 300000 $Type
        $result.Type | Should -Be KM_USER1
        "$($result.Address)" | Should -Be '0xfffb6000'
    }

    It 'has slots of its own for each CPU' {
        $windows = 0, 1 | ForEach-Object { Invoke-KmapAtomic (300000 + $_) -Cpu $_ }
        $windows[0] | Write-KernelMemory -Text zero -Cpu 0
        $windows[1] | Write-KernelMemory -Text one -Cpu 1
        ($windows[0] | Read-KernelMemory -Count 4).Text | Should -Be zero
        $windows[0].Address - $windows[1].Address | Should -Be (19 * 4096)
    }

    It 'stops 2.6.31 when a slot is used twice, and replaces silently on <Kernel>' -TestCases @(
        @{ Kernel = '2.4.21' }
        @{ Kernel = '2.6.9' }
    ) {
        $null = Invoke-KmapAtomic 300000
        Get-ErrorOf { Invoke-KmapAtomic 300001 } | Get-ErrorId | Should -Be KmapAtomicFailed
        $null = New-I386Machine 2GB -Kernel $Kernel
        (300000, 300001 | Invoke-KmapAtomic).Address | Select-Object -Unique | Should -HaveCount 1
        (Get-AtomicKmap -Mapped).Pfn | Should -Be 300001
    }

    It 'warns of a type that does not suit' {
        $null = New-I386Machine 2GB -Kernel 2.6.31 -Config DEBUG_HIGHMEM=y
        $null = Invoke-KmapAtomic 300000 -Context Interrupt -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'WARNING: at mm/highmem.c:439'
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'an unknown type'; Id = 'KmapTypeNotFound'; Map = { Invoke-KmapAtomic 300000 KM_NOTHING } }
        @{ Name = 'a type of a later kernel'; Id = 'KmapTypeNotFound'; Map = { $null = New-I386Machine 2GB -Kernel 2.4.21; Invoke-KmapAtomic 300000 KM_NMI } }
        @{ Name = 'a number that is too large'; Id = 'KmapTypeNotFound'; Map = { Invoke-KmapAtomic 300000 19 } }
        @{ Name = 'a CPU that is not there'; Id = 'CpuNotFound'; Map = { Invoke-KmapAtomic 300000 -Cpu 2 } }
        @{ Name = 'a page that is not there'; Id = 'PageFrameNotFound'; Map = { Invoke-KmapAtomic 9999999 } }
    ) {
        Get-ErrorOf $Map | Get-ErrorId | Should -Be $Id
    }
}
