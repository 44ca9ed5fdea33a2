Describe 'Invoke-Vunmap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 1GB -Kernel 2.6.9 -Name test
        $block = Invoke-AllocPages -Order 1
        $area = $block | Invoke-Vmap
    }

    It 'takes the area away and leaves the pages' {
        ($area | Invoke-Vunmap -PassThru).Pages | Should -Be 2
        $machine.VmallocAreas | Should -Be 0
        (Get-PageFrame $block.Pfn).State | Should -Be Pages
        Invoke-FreePages $block
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'takes an address, a literal and nothing' {
        Invoke-Vunmap $area.Address
        $null = $block | Invoke-Vmap
        Invoke-Vunmap 0xf8800000
        Get-ErrorOf { Invoke-Vunmap 0 } | Should -BeNullOrEmpty
        $machine.VmallocAreas | Should -Be 0
    }

    It 'refuses <Name> on <Kernel> and says what to do' -TestCases @(
        @{ Name = 'vmalloc'; Kernel = '2.6.9'; Get = { Invoke-Vmalloc 5000 }; Text = 'lose its pages .* Invoke-Vfree' }
        @{ Name = 'vmalloc'; Kernel = '2.6.31'; Get = { Invoke-Vmalloc 5000 }; Text = 'lose its pages .* Invoke-Vfree' }
        @{ Name = 'ioremap'; Kernel = '2.6.31'; Get = { Invoke-Ioremap 0xfebc0000 4KB }; Text = 'cache attribute .* Invoke-Iounmap' }
    ) {
        $other = New-I386Machine 1GB -Kernel $Kernel
        $wrong = & $Get
        $failure = Get-ErrorOf { $wrong | Invoke-Vunmap }
        $failure | Get-ErrorId | Should -Be VunmapFailed
        "$failure" | Should -Match $Text
        $other.VmallocAreas | Should -Be 1
        Test-I386Machine | Should -BeNullOrEmpty
    }

    It 'tells of an address without area in the words of the kernel' {
        $failure = Get-ErrorOf { Invoke-Vunmap 0xfa000000 }
        $failure | Get-ErrorId | Should -Be VunmapFailed
        "$failure" | Should -Match 'Trying to vfree\(\) nonexistent vm area \(fa000000\)'
    }

    It 'only tells with -WhatIf' {
        Get-VmList | Invoke-Vunmap -WhatIf
        $machine.VmallocAreas | Should -Be 1
    }

    It 'is not in 2.4.21' {
        $null = New-I386Machine 64MB -Kernel 2.4.21
        Get-ErrorOf { Invoke-Vunmap 0xf8800000 } | Get-ErrorId | Should -Be NotInKernel
    }

    It 'unmaps on the machine that the area belongs to' {
        $null = New-I386Machine 64MB -Name other
        $area | Invoke-Vunmap
        $machine.VmallocAreas | Should -Be 0
    }
}
