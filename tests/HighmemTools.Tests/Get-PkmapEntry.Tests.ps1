Describe 'Get-PkmapEntry' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.9 -Name test
        Invoke-Kmap 300000, 300001 | Out-Null
        Invoke-Kunmap 300001
    }

    It 'has as many slots as the kernel: <Slots> with <Highmem>' -TestCases @(
        @{ Highmem = '4G'; Slots = 1024 }
        @{ Highmem = '64G'; Slots = 512 }
    ) {
        $other = New-I386Machine 2GB -Highmem $Highmem
        $other | Get-PkmapEntry | Should -HaveCount $Slots
        $other | Remove-I386Machine
    }

    It 'shows each state' {
        (Get-PkmapEntry -Slot 0, 1, 2).State | Should -Be Free, InUse, Unused
        (Get-PkmapEntry -State InUse, Unused).Slot | Should -Be 1, 2
        (Get-PkmapEntry -Slot 1).Users | Should -Be 1
        (Get-PkmapEntry -Slot 1).Value | Should -Be (Get-PageTableEntry 0xff801000)[-1].Value
    }

    It 'comes back whole from a CSV file' {
        $rows = Get-PkmapEntry | ConvertTo-Csv | ConvertFrom-Csv
        $rows | Should -HaveCount 1024
        $rows[1].Address, $rows[1].Count, $rows[1].Pfn, $rows[1].State | Should -Be '0xff801000', 2, 300000, InUse
    }

    It 'says which slots there are' {
        Get-ErrorOf { Get-PkmapEntry -Slot 1024 } | Get-ErrorId | Should -Be PkmapSlotNotFound
        Get-ErrorOf { Get-PkmapEntry -Slot -1 } | Get-ErrorId | Should -Be ParameterArgumentValidationError
    }

    It 'has none without HIGHMEM' {
        $low = New-I386Machine 512MB -Highmem None
        Get-ErrorOf { Get-PkmapEntry } | Get-ErrorId | Should -Be HighmemNotConfigured
        $low | Remove-I386Machine
    }
}
