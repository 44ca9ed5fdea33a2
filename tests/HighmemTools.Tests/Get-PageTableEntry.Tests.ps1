Describe 'Get-PageTableEntry' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21 -Name small
        $pae = New-I386Machine 2GB -Highmem 64G -Name pae
        $null = Get-I386Machine | Invoke-Vmalloc 20000
    }

    It 'gives one address from the top, as far as the walk gets' {
        (Get-PageTableEntry 0xe0800000 -Machine small).Level | Should -Be PGD, PTE
        (Get-PageTableEntry (Get-VmList pae).Address).Level | Should -Be PGD, PMD, PTE
        (Get-PageTableEntry 0xc1000000 -Machine small).LargePage | Should -Be $true
        (Get-PageTableEntry 0x08048000 -Machine small).Present | Should -Be $false
    }

    It 'shows PAE entries with 16 digits, others with 8' {
        (Get-PageTableEntry 0xc1000000 -Machine small)[0].Value | Should -Match '^0x[0-9a-f]{8}$'
        (Get-PageTableEntry 0xc1000000)[0].Value | Should -Match '^0x[0-9a-f]{16}$'
    }

    It 'gives the entries of <Name>' -TestCases @(
        @{ Name = 'a range as text'; Range = { '0xe0800000-0xe0900000' } }
        @{ Name = 'an area'; Range = { Get-VmList small } }
        @{ Name = 'a region'; Range = { Get-MemoryLayout small | Where-Object Kind -EQ Vmalloc } }
    ) {
        $range = & $Range
        (Get-PageTableEntry -Range $range -Machine small).Count | Should -Be 5
        ($range | Get-PageTableEntry -Machine small).Count | Should -Be 5
    }

    It 'knows the machine of an area and of a region from the pipeline' {
        (Get-VmList small | Get-PageTableEntry).Machine | Should -Be (@('small') * 5)
        (Get-MemoryLayout small | Get-PageTableEntry -Coalesce).Machine | Should -Not -Contain pae
    }

    It 'merges neighbours of equal rights' {
        $ranges = Get-PageTableEntry -Coalesce -Machine small
        $ranges[0] | Should -BeOfType Highmem.Machine.Views.PageTableRange
        $ranges[0].Address | Should -Be '0xc0000000'
        $ranges.Count | Should -BeLessThan 10
        ($pae | Get-PageTableEntry -Coalesce)[0].Machine | Should -Be pae
    }

    It 'takes addresses and machines from the pipeline' {
        ('0xe0800000', 0xe0801000 | Get-PageTableEntry -Machine small).Count | Should -Be 4
        (Get-I386Machine | Get-PageTableEntry -Coalesce).Machine | Select-Object -Unique | Should -Be small, pae
    }

    It 'streams: the first row does not wait for the last' {
        $first = Get-PageTableEntry -Machine pae | Select-Object -First 1
        $first.Address | Should -Be '0xc0000000'
    }

    It 'names the region of a run, and cuts runs at its borders' {
        $ranges = Get-PageTableEntry -Coalesce -Machine small
        $ranges[0].Region | Should -Be lowmem
        $ranges.Region | Should -Contain fixmap
        Show ($ranges | Select-Object -First 1) | Should -Contain '   Machine: small'
    }

    It 'chooses entries by their bits' {
        (Get-PageTableEntry -Machine small -Flag PCD).PhysicalAddress | Should -Be 0xfec00000L, 0xfee00000L
        Get-PageTableEntry -Machine small -Flag RW -NotFlag G -Present -Range 0xc0000000-0xd0000000 | Should -BeNullOrEmpty
        (Get-PageTableEntry -Machine small -Coalesce -Flag pse).Level | Should -Be PGD
    }

    It 'explains an entry bit by bit' {
        $bits = Get-PageTableEntry 0xe0800000 -Explain -Machine small
        $bits[0] | Should -BeOfType Highmem.Machine.Views.PageTableBit
        $bits | Where-Object { $_.Level -eq 'PTE' -and $_.Name -eq 'G' } | ForEach-Object Meaning | Should -Match '^global'
        ($bits | Where-Object Name -eq frame).Count | Should -Be 2
        (Get-PageTableEntry -Range 0xe0800000-0xe0801000 -Explain -Machine small | Group-Object Address).Name |
            Should -Be '0xe0800000'
    }

    It 'offers the bits of the kernel' {
        (Complete 'Get-PageTableEntry -Machine small -Flag P').CompletionText | Should -Contain PAT
        (Complete 'Get-PageTableEntry -Machine small -NotFlag PR').CompletionText | Should -Be PROTNONE
    }

    It 'does not merge what it explains' {
        Get-ErrorOf { Get-PageTableEntry -Coalesce -Explain } | Get-ErrorId | Should -Be RunsNotExplained
    }

    It 'says which bits there are' {
        Get-ErrorOf { Get-PageTableEntry -Flag XX -Machine small } | Get-ErrorId | Should -Be EntryFlagNotKnown
    }

    It 'refuses the range <Range>' -TestCases @(
        @{ Range = '0xf8000000-0xc0000000' }, @{ Range = '0xc0000000-0x200000000' }, @{ Range = 'a-b-c' }
    ) {
        Get-ErrorOf { Get-PageTableEntry -Range $Range } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }
}
