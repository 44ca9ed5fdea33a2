Describe 'Write-KernelMemory' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.6.31 -Name test
        $area = Invoke-Vmalloc 100
    }

    It 'writes bytes, text and words' {
        Write-KernelMemory $area.Address 1, 0xff
        Write-KernelMemory ($area.Address + 2) -Text 'ab'
        Write-KernelMemory ($area.Address + 4) -UInt32 0xdeadbeef, 1
        (Read-KernelMemory $area 12).Hex | Should -Be '01 ff 61 62 ef be ad de 01 00 00 00'
    }

    It 'emits nothing but with -PassThru' {
        Write-KernelMemory $area 1 | Should -BeNullOrEmpty
        (Write-KernelMemory $area -Text abc -PassThru).Text | Should -Be abc
    }

    It 'only tells with -WhatIf' {
        Write-KernelMemory $area 1 -WhatIf
        (Read-KernelMemory $area 1).Hex | Should -Be '00'
    }

    It 'meets the guard page when it runs over the end' {
        $failure = Get-ErrorOf { Write-KernelMemory ($area.Address + 4090) -Value (1..10) }
        $failure | Get-ErrorId | Should -Be PageFault
        "$failure" | Should -Match 'BUG: unable to handle kernel paging request at e0801000'
        (Get-KernelLog -Tail 4).Text | Should -Contain 'BUG: unable to handle kernel paging request at e0801000'
        $machine.Oopses | Should -Be 1
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'takes each word that has 32 bits, and no other' {
        (Write-KernelMemory $area -UInt32 4294967295 -PassThru).Hex | Should -Be 'ff ff ff ff'
        (Write-KernelMemory $area -UInt32 '0xcafebabe' -PassThru).Hex | Should -Be 'be ba fe ca'
        Get-ErrorOf { Write-KernelMemory $area -UInt32 4294967296 } |
            Get-ErrorId | Should -Be ParameterArgumentTransformationError
        Get-ErrorOf { Write-KernelMemory $area 256 } | Should -Not -BeNullOrEmpty
        Get-ErrorOf { Write-KernelMemory 0xffffffff 1, 2 } | Get-ErrorId | Should -Be AccessOutOfRange
    }
}
