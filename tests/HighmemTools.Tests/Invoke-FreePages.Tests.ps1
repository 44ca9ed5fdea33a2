Describe 'Invoke-FreePages' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.4.21 -Name test
        $before = $machine.LowFreePages
        $block = Invoke-AllocPages 3
    }

    It 'frees a block given as <Name>' -TestCases @(
        @{ Name = 'object'; Free = { Invoke-FreePages $args[0] } }
        @{ Name = 'object of a pipeline'; Free = { $args[0] | Invoke-FreePages } }
        @{ Name = 'page frame'; Free = { Get-PageFrame $args[0].Pfn | Invoke-FreePages } }
        @{ Name = 'number and order'; Free = { Invoke-FreePages $args[0].Pfn 3 } }
        @{ Name = 'text'; Free = { Invoke-FreePages "0x$($args[0].Pfn.ToString('x'))" -Order 3 } }
        @{ Name = 'address and order'; Free = { Invoke-FreePages -Address $args[0].VirtualAddress -Order 3 } }
        @{ Name = 'row of a CSV file'; Free = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv | Invoke-FreePages } }
    ) {
        & $Free $block
        $machine.LowFreePages | Should -Be $before
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'emits the first frame of the freed block with -PassThru, else nothing' {
        Invoke-FreePages $block | Should -BeNullOrEmpty
        $frame = Invoke-AllocPages | Invoke-FreePages -PassThru
        $frame.State | Should -Be Free
        $frame.Count | Should -Be 0
    }

    It 'only tells with -WhatIf' {
        $block | Invoke-FreePages -WhatIf
        $machine.LowFreePages | Should -Be ($before - 8)
    }

    It 'refuses <Name>, and the machine stays sound' -TestCases @(
        @{ Name = 'a page twice'; Free = { $args[0] | Invoke-FreePages; $args[0] | Invoke-FreePages }; Says = 'the page is free already'; Freed = 8 }
        @{ Name = 'the wrong order'; Free = { Invoke-FreePages $args[0] -Order 2 }; Says = 'allocated with order 3, not 2' }
        @{ Name = 'order 20'; Free = { Invoke-FreePages $args[0] -Order 20 }; Says = 'allocated with order 3, not 20' }
        @{ Name = 'a tail page'; Free = { Invoke-FreePages ($args[0].Pfn + 1) }; Says = 'inside a block' }
        @{ Name = 'a reserved page'; Free = { Invoke-FreePages 0 }; Says = 'in use as Reserved' }
        @{ Name = 'the kernel itself'; Free = { Invoke-FreePages 0x101 }; Says = 'in use as KernelImage' }
        @{ Name = 'a hole'; Free = { Invoke-FreePages 160 }; Says = 'no RAM' }
        @{ Name = 'a frame beyond the end'; Free = { Invoke-FreePages 99999999 }; Says = 'no RAM' }
    ) {
        $failure = Get-ErrorOf { & $Free $block }
        $failure | Get-ErrorId | Should -Be FreePagesFailed
        "$failure" | Should -Match $Says
        $machine.LowFreePages | Should -Be ($before - 8 + [int]$Freed)
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'refuses order -1 and names the range' {
        $failure = Get-ErrorOf { Invoke-FreePages $block -Order -1 }
        $failure | Get-ErrorId | Should -Be OrderOutOfRange
        "$failure" | Should -Match '0 to 9'
    }

    It 'refuses an address outside the direct map' {
        Get-ErrorOf { Invoke-FreePages -Address (Invoke-Vmalloc 100).Address } | Get-ErrorId | Should -Be AddressNotConvertible
    }

    It 'refuses <_>' -ForEach -1, 'nonsense', 1.5, 4294967296 {
        Get-ErrorOf { Invoke-FreePages $_ } | Get-ErrorId | Should -Be ParameterArgumentTransformationError
    }

    It 'goes on behind a failure' {
        $other = Invoke-AllocPages 5
        $block, $block, $other | Invoke-FreePages -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Get-ErrorId | Should -Be FreePagesFailed
        $machine.LowFreePages | Should -Be $before
    }

    It 'frees a block on its own machine, even one that has left the session' {
        $null = New-I386Machine 64MB
        Remove-I386Machine test
        $block | Invoke-FreePages
        $machine.LowFreePages | Should -Be $before
    }

    It 'refuses to free a block on another machine' {
        $null = New-I386Machine 512MB -Name other
        Get-ErrorOf { $block | Invoke-FreePages -Machine other } | Get-ErrorId | Should -Be MachineMismatch
        $machine.LowFreePages | Should -Be ($before - 8)
    }
}
