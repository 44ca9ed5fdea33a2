Describe 'Get-MemoryInfo' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.4.21 -Name old
        $null = New-I386Machine 1GB -Kernel 2.6.31 -Name test
    }

    It 'gives totals that add up' {
        foreach ($info in Get-I386Machine | Get-MemoryInfo) {
            $info.LowTotal + $info.HighTotal | Should -Be $info.MemTotal
            $info.LowFree + $info.HighFree | Should -Be $info.MemFree
            $info.MemTotal | Should -BeLessThan 1GB
        }
    }

    It 'follows vmalloc and alloc_pages' {
        $before = Get-MemoryInfo test
        $area = Invoke-Vmalloc 1MB -Machine test
        $block = Invoke-AllocPages 10 -Machine test
        $now = Get-MemoryInfo test
        $now.VmallocUsed - $before.VmallocUsed | Should -Be $area.Size
        $before.MemFree - $now.MemFree | Should -BeGreaterOrEqual 5MB
        $before.LowFree - $now.LowFree | Should -BeGreaterOrEqual 4MB
        $block | Invoke-FreePages
        $area | Invoke-Vfree
    }

    It 'prints /proc/meminfo in the form of each kernel' {
        (Get-MemoryInfo old -AsText)[0] | Should -Be '        total:    used:    free:  shared: buffers:  cached:'
        (Get-MemoryInfo old -AsText)[3] | Should -Match '^MemTotal:      \d{7} kB$'
        $text = Get-MemoryInfo test -AsText
        $text[0] | Should -Match '^MemTotal:        \d{7} kB$'
        $text | Should -Contain 'VmallocTotal:     122880 kB'
        $text | Should -Contain 'Buffers:               0 kB'
    }
}
