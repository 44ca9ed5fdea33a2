Describe 'Invoke-AllocPages' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.31 -Name test
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'gives a page of normal memory by default' {
        $block = Invoke-AllocPages
        $block.Order | Should -Be 0
        $block.Pages | Should -Be 1
        $block.Zone | Should -Be Normal
        $block.Gfp | Should -Be GFP_KERNEL
        $block.VirtualAddress - $block.PhysicalAddress.Pfn * 4096 | Should -Be '0xc0000000'
        $block.Caller | Should -Be Invoke-AllocPages
    }

    It 'reads flags given as <Name>' -TestCases @(
        @{ Name = 'set'; Gfp = 'GFP_HIGHUSER'; Zone = 'HighMem' }
        @{ Name = 'set without its prefix'; Gfp = 'highuser'; Zone = 'HighMem' }
        @{ Name = 'flags'; Gfp = 'GFP_KERNEL|__GFP_HIGHMEM'; Zone = 'HighMem' }
        @{ Name = 'array'; Gfp = 'GFP_KERNEL', '__GFP_HIGHMEM'; Zone = 'HighMem' }
        @{ Name = 'number'; Gfp = 0xd2; Zone = 'HighMem' }
        @{ Name = 'text of a number'; Gfp = '0x1'; Zone = 'DMA' }
        @{ Name = 'enum'; Gfp = [Highmem.Physical.GfpFlags]'Wait, Highmem'; Zone = 'HighMem' }
        @{ Name = 'nothing at all'; Gfp = 0; Zone = 'Normal' }
    ) {
        (Invoke-AllocPages -Gfp $Gfp).Zone | Should -Be $Zone
    }

    It 'takes orders from the pipeline' {
        $blocks = 0..10 | Invoke-AllocPages
        $blocks.Pages | Should -Be (0..10 | ForEach-Object { 1 -shl $_ })
        $blocks | ForEach-Object { $_.Pfn % $_.Pages | Should -Be 0 }
    }

    It 'takes rows of a CSV file' {
        $rows = "Order,Gfp,Caller`n1,GFP_DMA,a`n3,GFP_HIGHUSER,b" | ConvertFrom-Csv
        $blocks = $rows | Invoke-AllocPages
        $blocks.Zone | Should -Be DMA, HighMem
        $blocks.Caller | Should -Be a, b
    }

    It 'allocates on every machine of a pipeline' {
        $null = New-I386Machine 64MB -Name other
        (Get-I386Machine | Invoke-AllocPages).Machine | Should -Be test, other
        (Get-I386Machine | Invoke-AllocPages 3 -Gfp GFP_DMA).Order | Should -Be 3, 3
    }

    It 'falls back to lower zones, never to higher ones' {
        $blocks = Invoke-AllocPages 10 -Gfp GFP_HIGHUSER -Count 1000 -ErrorAction SilentlyContinue
        $blocks.Zone | Select-Object -Unique | Should -Be HighMem, Normal, DMA
        $high = Get-MemoryZone -Name HighMem
        Invoke-AllocPages -Gfp GFP_DMA -Count 10 -ErrorAction SilentlyContinue | ForEach-Object Zone | Select-Object -Unique | Should -Be DMA
        (Get-MemoryZone -Name HighMem).Free | Should -Be $high.Free
    }

    It 'reports what the kernel answers with NULL, and what it prints' {
        $failure = Get-ErrorOf { Invoke-AllocPages 10 -Gfp GFP_DMA -Count 100 }
        $failure | Get-ErrorId | Should -Be AllocPagesFailed
        "$failure" | Should -Match '^alloc_pages\(GFP_DMA, 10\) returned NULL on test: .*DMA has \d+ free pages.*page allocation failure\. order:10, mode:0x1'
    }

    It 'answers an order that <Kernel> does not have with NULL' -TestCases @(
        @{ Kernel = '2.4.21'; Order = 10; Largest = 9 }
        @{ Kernel = '2.6.9'; Order = 11; Largest = 10 }
        @{ Kernel = '2.6.31'; Order = 20; Largest = 10 }
    ) {
        $null = New-I386Machine 64MB -Kernel $Kernel
        $blocks = 0, $Order, 1 | Invoke-AllocPages -ErrorAction SilentlyContinue -ErrorVariable failure
        $blocks.Order | Should -Be 0, 1
        $failure | Get-ErrorId | Should -Be AllocPagesFailed
        "$failure" | Should -Match "the largest order is $Largest"
    }

    It 'refuses order -1 and names the range' {
        $failure = Get-ErrorOf { Invoke-AllocPages -1 }
        $failure | Get-ErrorId | Should -Be OrderOutOfRange
        "$failure" | Should -Match '-1 .*0 to 10'
        (-1, 0 | Invoke-AllocPages -ErrorAction SilentlyContinue).Order | Should -Be 0
    }

    It 'refuses <Gfp>, which <Kernel> does not know' -TestCases @(
        @{ Gfp = 'GFP_NONSENSE'; Kernel = '2.6.31' }, @{ Gfp = '__GFP_ZERO'; Kernel = '2.4.21' }
        @{ Gfp = 0x8000000; Kernel = '2.6.31' }, @{ Gfp = -1; Kernel = '2.6.9' }, @{ Gfp = '0xgg'; Kernel = '2.6.9' }
    ) {
        $null = New-I386Machine 64MB -Kernel $Kernel
        $failure = Get-ErrorOf { Invoke-AllocPages -Gfp $Gfp }
        $failure | Get-ErrorId | Should -Be GfpNotKnown
        "$failure" | Should -Match ([regex]::Escape($Kernel))
    }

    It 'stops in the middle of a long row' {
        (Invoke-AllocPages -Count 100000 | Select-Object -First 10).Count | Should -Be 10
        @(Get-PageFrame -State Pages).Count | Should -BeLessThan 20
    }

    It 'says that there is no machine' {
        Clear-Session
        Get-ErrorOf { Invoke-AllocPages } | Get-ErrorId | Should -Be NoCurrentMachine
    }
}
