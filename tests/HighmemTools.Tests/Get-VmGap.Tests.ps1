Describe 'Get-VmGap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $null = New-I386Machine 512MB -Name test
        $areas = Invoke-Vmalloc 4KB, 8KB, 4KB
        Invoke-Vfree $areas[1]
    }

    It 'lists the hole behind low memory and what is free' {
        $gaps = Get-VmGap
        $gaps[0].Kind | Should -Be OffsetHole
        $gaps[0].Size | Should -Be 8MB
        $gaps[0].After | Should -Be high_memory
        $gaps.Kind | Should -Not -Contain GuardPage
        $gaps.Kind | Should -Not -Contain Lazy
    }

    It 'lists guard pages and lazily freed areas when asked' {
        (Get-VmGap -IncludeGuardPage | Where-Object Kind -EQ GuardPage).Count | Should -Be 2
        (Get-VmGap -IncludeLazy | Where-Object Kind -EQ Lazy).Size | Should -Be 12KB
    }

    It 'covers with the areas all of vmalloc space' {
        $machine = Get-I386Machine test
        $gaps = (Get-VmGap -IncludeGuardPage -IncludeLazy | Where-Object Kind -NE OffsetHole | Measure-Object Size -Sum).Sum
        $pages = (Get-VmList | Measure-Object Pages -Sum).Sum * 4KB
        $gaps + $pages | Should -Be ($machine.VmallocEnd - $machine.VmallocStart)
    }

    It 'leaves small gaps out' {
        Get-VmGap -MinimumSize 16MB | ForEach-Object Size | Should -BeGreaterOrEqual 16MB
    }
}
