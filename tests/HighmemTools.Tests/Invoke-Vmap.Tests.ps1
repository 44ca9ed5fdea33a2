Describe 'Invoke-Vmap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.9 -Name test
    }

    It 'collects frames from the pipeline into one area, in their order' {
        $blocks = 1..3 | ForEach-Object { Invoke-AllocPages -Order 0 }
        $area = $blocks | Invoke-Vmap -Caller my_driver
        $area.Pages | Should -Be 3
        "$($area.Flags) $($area.Caller)" | Should -Be 'Map my_driver'
        0..2 | ForEach-Object { (Resolve-VirtualAddress ($area.Address + $_ * 4KB)).PageFrame } |
            Should -Be $blocks.Pfn
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'takes <Name>' -TestCases @(
        @{ Name = 'a block with all its pages'; Get = { $args[0] }; Pages = 4 }
        @{ Name = 'a frame as one page'; Get = { $args[0] | Get-PageFrame | Select-Object -First 1 }; Pages = 1 }
        @{ Name = 'a number'; Get = { $args[0].Pfn }; Pages = 1 }
        @{ Name = 'text'; Get = { "$($args[0].Pfn)" }; Pages = 1 }
    ) {
        $block = Invoke-AllocPages -Order 2
        (Invoke-Vmap (& $Get $block)).Pages | Should -Be $Pages
        (& $Get $block | Invoke-Vmap).Pages | Should -Be $Pages
    }

    It 'keeps the name of the caller to itself: a block has one, too' {
        (Invoke-AllocPages -Order 0 -Caller other | Invoke-Vmap).Caller | Should -Be Invoke-Vmap
    }

    It 'maps nothing when a frame does not exist' {
        $block = Invoke-AllocPages -Order 0
        Get-ErrorOf { $block.Pfn, 262144, $block.Pfn | Invoke-Vmap } | Get-ErrorId | Should -Be PageFrameNotFound
        Get-ErrorOf { Invoke-Vmap 262144 } | Get-ErrorId | Should -Be PageFrameNotFound
        $machine.VmallocAreas | Should -Be 0
    }

    It 'refuses frames of two machines in one area' {
        $block = Invoke-AllocPages -Order 0
        $null = New-I386Machine 1GB -Name other
        $foreign = Invoke-AllocPages -Order 0
        Get-ErrorOf { $block, $foreign | Invoke-Vmap } | Get-ErrorId | Should -Be MachineMismatch
        $machine.VmallocAreas | Should -Be 0
        ($block | Invoke-Vmap).Machine | Should -Be test
    }

    It 'names the kernels that have vmap' {
        $null = New-I386Machine 64MB -Kernel 2.4.21
        $failure = Get-ErrorOf { Invoke-Vmap 1 }
        $failure | Get-ErrorId | Should -Be NotInKernel
        "$failure" | Should -Be 'Linux 2.4.21 has no vmap. Kernels that have it: 2.6.9, 2.6.31.'
    }

    It 'tells why no area was made' {
        $null = Invoke-Ioremap 0xe0000000 110MB
        $block = Invoke-AllocPages -Order 10
        $failure = Get-ErrorOf { $block | Invoke-Vmap }
        $failure | Get-ErrorId | Should -Be VmapFailed
        "$failure" | Should -Match 'no hole .* out of vmalloc space'
    }
}
