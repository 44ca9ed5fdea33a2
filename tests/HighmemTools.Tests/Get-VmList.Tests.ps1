Describe 'Get-VmList' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21 -Name test
        $null = Invoke-Vmalloc 100, 20000, 5000 -Caller my_driver
    }

    It 'lists the areas in address order' {
        $areas = Get-VmList
        $areas.Count | Should -Be 3
        "$($areas | ForEach-Object Address)" | Should -Be '0xe0800000 0xe0802000 0xe0808000'
        $areas | ForEach-Object { $_.End - $_.Address | Should -Be $_.Size }
    }

    It 'is empty where nothing was allocated, and takes machines by name, object and pipeline' {
        $empty = New-I386Machine 64MB -Name empty
        Get-VmList | Should -BeNullOrEmpty
        Get-VmList $empty | Should -BeNullOrEmpty
        (Get-VmList test).Count | Should -Be 3
        (Get-I386Machine | Get-VmList).Count | Should -Be 3
        Remove-I386Machine empty
    }

    It 'finds the area that holds an address' {
        (Get-VmList -Address 0xe0803abc).RequestedSize | Should -Be 20000
        (Get-VmList -Address 0xe0807fff).RequestedSize | Should -Be 20000
        Get-VmList -Address 0xe1000000 | Should -BeNullOrEmpty
    }

    It 'prints the list as a loop over vmlist does' {
        $text = Get-VmList -AsText ShowVmalloc
        $text.Count | Should -Be 4
        $text[0] | Should -Match '^vm_struct +addr +size$'
        $text[1] | Should -Match '^0x[0-9a-f]{8} 0xe0800000 +8192$'
    }

    It 'prints the list as /proc/vmallocinfo does' {
        (Get-VmList -AsText VmallocInfo)[1] | Should -Be '0xe0802000-0xe0808000   24576 my_driver pages=5 vmalloc'
    }

    It 'gives snapshots: what was listed does not change' {
        $before = Get-VmList
        Invoke-Vfree $before[0]
        $before[0].Size | Should -Be 8192
        (Get-VmList).Count | Should -Be 2
    }
}
