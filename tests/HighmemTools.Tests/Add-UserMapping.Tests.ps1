Describe 'Add-UserMapping' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Name test
        $bash = New-UserProcess bash
    }

    It 'maps whole pages that come when they are touched' {
        $map = $bash | Add-UserMapping -Address 0x08048000 -Size 5000
        $map.Size | Should -Be 8192
        "$($map.End)" | Should -Be '0x0804a000'
        $map.ResidentPages | Should -Be 0
        $bash | Switch-UserProcess
        Write-KernelMemory 0x08048ffe ([byte[]](1, 2, 3))
        (Get-UserProcess -Mapping).ResidentPages | Should -Be 2
        (Get-PageFrame -State User).Zone | Select-Object -Unique | Should -Be HighMem
        (Get-PageFrame -State User).Owner | Select-Object -Unique | Should -Be bash
    }

    It 'maps into every process of a pipeline' {
        $null = New-UserProcess other
        (Get-UserProcess | Add-UserMapping -Address 0x08048000 -Size 4KB).Process | Should -Be bash, other
    }

    It 'touches all with -Populate' {
        (Add-UserMapping bash 0x08048000 64KB -Populate).ResidentPages | Should -Be 16
    }

    It 'makes an oops of a write to read-only memory' {
        Add-UserMapping bash 0x08048000 4096 -ReadOnly | Switch-UserProcess
        Get-ErrorOf { Write-KernelMemory 0x08048000 -Text x } | Get-ErrorId | Should -Be PageFault
        (Read-KernelMemory 0x08048000 1).Text | Should -Be '.'
    }

    It 'refuses <Name>, and changes nothing' -TestCases @(
        @{ Name = 'an overlap'; Address = 0x10001000; Size = 4096; Says = 'overlaps' }
        @{ Name = 'half a page'; Address = 0x20000800; Size = 4096; Says = 'multiple of 4096' }
        @{ Name = 'nothing'; Address = 0x20000000; Size = 0; Says = 'at least one byte' }
        @{ Name = 'the kernel'; Address = 0xC0000000; Size = 4096; Says = 'ends at 0xc0000000' }
        @{ Name = 'a size over the border'; Address = 0xBFFFF000; Size = 8192; Says = 'ends at 0xc0000000' }
    ) {
        Add-UserMapping bash 0x10000000 64KB | Out-Null
        $failure = Get-ErrorOf { Add-UserMapping bash $Address $Size }
        $failure | Get-ErrorId | Should -Be UserMappingRefused
        "$failure" | Should -Match $Says
        (Get-UserProcess).Mappings | Should -Be 1
    }

    It 'says how far it got when memory runs out' {
        $failure = Get-ErrorOf { Add-UserMapping bash 0x10000000 1100MB -Populate }
        $failure | Get-ErrorId | Should -Be UserMappingNotPopulated
        "$failure" | Should -Match 'Only \d+ pages'
        (Get-UserProcess).Mappings | Should -Be 1
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'shows the tables of a process' {
        Add-UserMapping bash 0x08048000 8KB -Populate | Out-Null
        @(Get-PageTableEntry -Process bash).Count | Should -Be 2
        (Get-PageTableEntry 0x08048000 -Process $bash).Level | Should -Be PGD, PTE
        (Resolve-VirtualAddress 0x08048000 -Process bash).Region | Should -Be user
        (Resolve-VirtualAddress 0x08048000).Mapped | Should -BeFalse
        Get-ErrorOf { Resolve-VirtualAddress 0 -Process nobody } | Get-ErrorId | Should -Be UserProcessNotFound
    }
}
