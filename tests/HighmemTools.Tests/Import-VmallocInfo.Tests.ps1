Describe Import-VmallocInfo {
    BeforeAll {
        Import-Module $PSScriptRoot/Shared.psm1
        Clear-Session
        $data = "$PSScriptRoot/../data"
        $boot = "$data/vmallocinfo-boots/3.16.0-4-586-debian8-highmem4g-512-none.txt"
        $plain = "$data/vmallocinfo/3.13.11-1-586-vyos-highmem4g-1024-none.txt"
    }

    It 'reads a dump among the sections of a boot' {
        $areas = Import-VmallocInfo $boot
        $areas.Count | Should -Be 4
        $areas[0] | Should -BeOfType Highmem.Reports.VmallocInfo.VmallocInfoArea
        $areas[0].Source | Should -Be (Split-Path $boot -Leaf)
        $areas[0].Address | Should -Be '0xe07e0000'
        $areas[0].Placement | Should -Be First
        $areas[3].Pages | Should -Be 3
        $areas[3].Explanation | Should -Match 'in use when it was placed'
    }

    It 'prints the lines of the file again' {
        Import-VmallocInfo $plain | ForEach-Object { "$_" } | Should -Be (Get-Content $plain)
    }

    It 'reads text from the pipeline and as an argument' {
        (Get-Content $plain | Import-VmallocInfo).Count | Should -Be 4
        (Import-VmallocInfo -Text (Get-Content $plain -Raw)).Count | Should -Be 4
    }

    It 'reads files from the pipeline and by wildcard' {
        (Get-ChildItem $data/vmallocinfo-boots | Import-VmallocInfo | Group-Object Source).Count | Should -Be 4
        (Import-VmallocInfo $data/vmallocinfo/3.13*).Count | Should -Be 32
        (Import-VmallocInfo -LiteralPath $plain).Count | Should -Be 4
    }

    It 'filters by address, size and flags' {
        (Import-VmallocInfo $boot | Where-Object Address -ge 0xe07e4000).Count | Should -Be 2
        (Import-VmallocInfo $boot | Where-Object Flags -match ioremap | Measure-Object Size -Sum).Sum | Should -Be 28672
    }

    It 'takes kernel and window from the user where the file has none' {
        (Import-VmallocInfo $plain)[0].Placement | Should -Be Unknown
        (Import-VmallocInfo $plain -Kernel 3.13)[0].Placement | Should -Be Unknown
        (Import-VmallocInfo $plain -Kernel 3.13 -Start 0xf7ffe000).Placement | Should -Be First, Next, Next, BehindHole
    }

    It 'keeps the addresses of a 64-bit kernel' {
        $area = '0xffffc90000000000-0xffffc90000005000   20480 irq_init+0xcf/0x130 vmap' | Import-VmallocInfo
        $area.Address | Should -BeOfType Highmem.Addressing.WideAddress
        "$($area.Address)" | Should -Be '0xffffc90000000000'
        $area.Address -ge 0xffffc90000000000 | Should -BeTrue
        $area.Address -lt 0xffffc90000000000 | Should -BeFalse
    }

    It 'feeds the figures and the holes' {
        $summary = Import-VmallocInfo $boot | Measure-Vmalloc
        $summary.Total | Should -Be (0xff7fe000L - 0xe07e0000L)
        $summary.MeminfoUsed | Should -Be 44KB
        $summary.UsedAgrees | Should -BeTrue
        (Import-VmallocInfo $boot | Get-VmGap).Count | Should -Be 2
        (Import-VmallocInfo $boot | Get-VmGap -IncludeGuardPage).Count | Should -Be 6
        (Import-VmallocInfo $boot | Get-VmGap -MinimumSize 1MB).End | Should -Be '0xff7fe000'
        (Get-ChildItem $data/vmallocinfo-boots | Import-VmallocInfo | Measure-Vmalloc).Count | Should -Be 4
    }

    It 'reads what an emulated machine prints' {
        $machine = New-I386Machine 512MB
        Invoke-Vmalloc 100, 5MB -Machine $machine | Out-Null
        $areas = Get-VmList $machine -AsText VmallocInfo |
            Import-VmallocInfo -Kernel 2.6.31 -Start $machine.VmallocStart -End $machine.VmallocEnd
        $areas.Placement | Should -Be First, Next, Next
        ($areas | Measure-Vmalloc).LargestRequest | Should -Be (Measure-Vmalloc $machine).LargestRequest
    }

    It 'exports addresses as hex' {
        (Import-VmallocInfo $boot | ConvertTo-Csv | Select-Object -Skip 1 -First 1) |
            Should -Match '"0xe07e0000","0xe07e2000","8192"'
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'hashed addresses'; Text = '0x00000000e3a1b2c4-0x0000000071f09a33    8192 a+0x1/0x2 vmap' }
        @{ Name = 'other text'; Text = 'MemTotal: 1 kB' }
        @{ Name = 'nothing'; Text = '' }
    ) {
        Get-ErrorOf { $Text | Import-VmallocInfo } | Get-ErrorId | Should -Be InvalidVmallocInfo
    }

    It 'goes on after a file that cannot be read' {
        Set-Content TestDrive:/bad.txt 'no dump'
        $areas = Import-VmallocInfo TestDrive:/bad.txt, $plain, TestDrive:/none.txt -ErrorVariable problems -ErrorAction SilentlyContinue
        $areas.Count | Should -Be 4
        $problems | Get-ErrorId | Should -Be InvalidVmallocInfo, FileNotFound
    }

    It 'refuses a window that is upside down' {
        Get-ErrorOf { Import-VmallocInfo $plain -Start 0xf9000000 -End 0xf8000000 } | Get-ErrorId | Should -Be InvalidVmallocInfo
    }

    Context 'with -Machine' {
        BeforeAll {
            $real = '0xf7ffe000-0xf8000000    8192 hpet_enable+0x37/0x230 phys=fed00000 ioremap',
                '0xf8005000-0xf800a000   20480 module_alloc+0x1f/0x40 pages=4 vmalloc',
                '0xf8010000-0xf8013000   12288 snd_dma+0x1f/0x40 vmap',
                '0xf9000000-0xff001000 100667392 big_driver+0x4f1/0xa90 phys=d0000000 ioremap'
        }
        BeforeEach { Clear-Session }

        It 'sets a machine up with the areas, and emits those of the machine' {
            $machine = New-I386Machine 1GB -Name real
            $areas = $real | Import-VmallocInfo -Machine real
            $areas[0] | Should -BeOfType Highmem.Machine.Views.VmArea
            $areas.Machine | Select-Object -Unique | Should -Be real
            $areas | ForEach-Object Address | Should -Be '0xf7ffe000', '0xf8005000', '0xf8010000', '0xf9000000'
            $areas.Caller | Should -Be 'hpet_enable+0x37/0x230', 'module_alloc+0x1f/0x40', 'snd_dma+0x1f/0x40', 'big_driver+0x4f1/0xa90'
            Get-VmList -AsText VmallocInfo | Should -Be $real
            Test-I386Machine -Quiet | Should -BeTrue
            $machine.VmallocAreas | Should -Be 4
        }

        It 'gives objects to go on with' {
            New-I386Machine 1GB -Name real | Out-Null
            $areas = Import-VmallocInfo -Text $real -Machine real
            ($areas[1] | Resolve-KernelAddress)[0].Kind | Should -Be VmArea
            $areas | Where-Object Flags -eq Alloc | Invoke-Vfree
            $areas | Where-Object Flags -eq Ioremap | Invoke-Iounmap
            $areas | Where-Object Flags -eq Map | Invoke-Vunmap
            Get-VmList | Should -BeNullOrEmpty
        }

        It 'reads a file, alone and from Get-ChildItem, and takes the last dump of it' {
            Set-Content TestDrive:/dump.txt $real
            $first = New-I386Machine 1GB
            $second = New-I386Machine 1GB -Kernel 2.6.9 -CommandLine 'vmalloc=192M'
            (Import-VmallocInfo TestDrive:/dump.txt -Machine $first).Count | Should -Be 4
            (Get-Item TestDrive:/dump.txt | Import-VmallocInfo -Machine $second).Machine | Should -Contain $second.Name
            Set-Content TestDrive:/two.txt ('===== /proc/vmallocinfo =====', $real[0], '===== /proc/vmallocinfo =====', $real[1])
            (Import-VmallocInfo TestDrive:/two.txt -Machine (New-I386Machine 1GB)).Address | Should -Be '0xf8005000'
        }

        It 'refuses <Name>, and changes nothing' -TestCases @(
            @{ Name = 'a window too small'; Line = '0xe0800000-0xe0802000 8192 a+0x1/0x2 pages=1 vmalloc'; Match = 'vmalloc=496M' }
            @{ Name = 'a window that begins higher'; Line = '0xf8000000-0xf8002000 8192 a+0x1/0x2 pages=1 vmalloc'; Match = 'vmalloc='; Kernel = '2.6.9' }
            @{ Name = 'ioremap of RAM'; Line = '0xf8000000-0xf8002000 8192 a+0x1/0x2 phys=2000000 ioremap'; Match = '-BootLog or -E820' }
            @{ Name = 'a 64-bit dump'; Line = '0xffffc90000000000-0xffffc90000005000 20480 a+0x1/0x2 vmap'; Match = '64-bit' }
            @{ Name = 'more pages than there are'; Line = '0xf8000000-0xff001000 117444608 a+0x1/0x2 vmap'; Match = 'no free page left'; Memory = 100MB }
        ) {
            $machine = New-I386Machine ($Memory ?? 1GB) -Kernel ($Kernel ?? '2.6.31')
            $lines = $Name -match '64-bit' ? @($Line) : @($real[0], $Line)
            $failure = Get-ErrorOf { $lines | Import-VmallocInfo -Machine $machine }
            $failure | Get-ErrorId | Should -Be VmallocInfoNotPlaced
            "$failure" | Should -Match $Match
            Get-VmList $machine | Should -BeNullOrEmpty
            (Measure-Vmalloc $machine).Lazy | Should -Be 0
            Test-I386Machine $machine -Quiet | Should -BeTrue
        }

        It 'refuses a machine with areas' {
            $machine = New-I386Machine 1GB
            $area = Invoke-Vmalloc 100
            $failure = Get-ErrorOf { $real | Import-VmallocInfo -Machine $machine }
            $failure | Get-ErrorId | Should -Be VmallocInfoNotPlaced
            "$failure" | Should -Match 'has areas already'
            Get-VmList | ForEach-Object Address | Should -Be $area.Address
            $area | Invoke-Vfree
            "$(Get-ErrorOf { $real | Import-VmallocInfo -Machine $machine })" | Should -Match Invoke-VmPurge
            Invoke-VmPurge | Out-Null
            ($real | Import-VmallocInfo -Machine $machine).Count | Should -Be 4
        }

        It 'refuses a damaged dump, and an unknown machine' {
            New-I386Machine 1GB -Name real | Out-Null
            Get-ErrorOf { $real[0], '0xf8005000-0xf8' | Import-VmallocInfo -Machine real } | Get-ErrorId | Should -Be InvalidVmallocInfo
            Get-VmList | Should -BeNullOrEmpty
            Get-ErrorOf { $real | Import-VmallocInfo -Machine nobody } | Get-ErrorId | Should -Be MachineNotFound
        }

        It 'offers the machines of the session' {
            New-I386Machine 1GB -Name real | Out-Null
            (Complete 'Import-VmallocInfo dump.txt -Machine r').CompletionText | Should -Be real
        }
    }
}
