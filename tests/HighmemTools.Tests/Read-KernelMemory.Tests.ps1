Describe 'Read-KernelMemory' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.4.21 -Name test
        $area = Invoke-Vmalloc 8KB
        Write-KernelMemory $area -Text 'Hello, kernel!'
    }

    It 'reads 64 bytes in rows of 16' {
        $rows = Read-KernelMemory $area.Address
        $rows.Count | Should -Be 4
        $rows[0].Hex | Should -Be '48 65 6c 6c 6f 2c 20 6b 65 72 6e 65 6c 21 00 00'
        $rows[0].Text | Should -Be 'Hello, kernel!..'
        $rows[1].Address | Should -Be ($area.Address + 16)
    }

    It 'reads bytes alone as one array' {
        $bytes = Read-KernelMemory $area 5 -AsByteArray
        , $bytes | Should -BeOfType byte[]
        [Text.Encoding]::ASCII.GetString($bytes) | Should -Be Hello
    }

    It 'finds the same bytes through low memory' {
        $low = 0xc0000000L + [long] (Resolve-VirtualAddress $area).PhysicalAddress
        (Read-KernelMemory $low -Count 14).Text | Should -Be 'Hello, kernel!'
    }

    It 'reads areas from the pipeline' {
        (Get-VmList | Read-KernelMemory -Count 5).Text | Should -Be Hello
    }

    It 'faults on the guard page after the rows before it, and the log holds the oops' {
        $oopses = $machine.Oopses
        $rows = Read-KernelMemory $area -Count 12KB -ErrorAction SilentlyContinue -ErrorVariable failures
        $rows.Count | Should -Be 512
        $failures | Get-ErrorId | Should -Be PageFault
        "$failures" | Should -Match 'Unable to handle kernel paging request at virtual address e0802000'
        (Get-KernelLog).Text | Should -Contain 'Unable to handle kernel paging request at virtual address e0802000'
        $machine.Oopses | Should -Be ($oopses + 1)
        $failures[0].Exception.Address | Should -Be '0xe0802000'
    }

    It 'refuses <Count> bytes at <Address>' -TestCases @(
        @{ Address = 0xffffff00; Count = 257; Id = 'AccessOutOfRange' }
        @{ Address = 0xc0000000; Count = 0; Id = 'AccessOutOfRange' }
        @{ Address = 0xc0000000; Count = 5GB; Id = 'AccessOutOfRange' }
        @{ Address = 0xc0000000; Count = -1; Id = 'ParameterArgumentTransformationError' }
    ) {
        Get-ErrorOf { Read-KernelMemory $Address -Count $Count } | Get-ErrorId | Should -Be $Id
    }
}
