Describe 'New-I386Machine' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach { Clear-Session }

    It 'boots 1 GB with Linux 2.6.31 by default, and makes it the current machine' {
        $machine = New-I386Machine
        $machine | Should -BeOfType Highmem.Machine.I386Machine
        $machine.Kernel | Should -Be '2.6.31'
        $machine.MemorySize | Should -BeGreaterThan 1023MB
        Get-I386Machine -Current | Should -Be $machine
    }

    It 'places high_memory of <Memory> MB on <Kernel> at <HighMemory>' -TestCases @(
        @{ Kernel = '2.4.21'; Memory = 512; HighMemory = '0xe0000000' }
        @{ Kernel = '2.6.9'; Memory = 2048; HighMemory = '0xf8000000' }
        @{ Kernel = '2.6.31'; Memory = 2048; HighMemory = '0xf77fe000' }
        @{ Kernel = '2.4.21'; Memory = 15; HighMemory = '0xc0f00000' }
    ) {
        (New-I386Machine ($Memory * 1MB) -Kernel $Kernel).HighMemory | Should -Be $HighMemory
    }

    It 'uses PAE where RAM lies above 4 GB' {
        (New-I386Machine 4GB).Highmem | Should -Be 'Highmem64G'
        (New-I386Machine 4GB -PciHoleStart 0 -Kernel 2.4.21).Highmem | Should -Be 'Highmem4G'
        (New-I386Machine 64GB -Kernel 2.4.21).Highmem | Should -Be 'Highmem64G'
    }

    It 'obeys the command line, the split, the configuration and the number of CPUs' {
        (New-I386Machine -CommandLine 'mem=256M').HighMemory | Should -Be '0xd0000000'
        (New-I386Machine -MemorySplit 2G).PageOffset | Should -Be '0x80000000'
        (New-I386Machine -ProcessorCount 4).ProcessorCount | Should -Be 4
        (New-I386Machine -Config NR_CPUS=64).FixaddrStart |
            Should -BeLessThan (New-I386Machine -Config NR_CPUS=1).FixaddrStart
    }

    It 'takes sizes from the pipeline and whole machines from a CSV file' {
        (512MB, '1GB', 1.5GB | New-I386Machine -Kernel 2.4.21).Count | Should -Be 3
        $csv = 'MemorySize,Kernel,CommandLine,Name', '1GB,2.6.9,vmalloc=256M,one', '64MB,2.4.21,,two'
        $machines = $csv | ConvertFrom-Csv | New-I386Machine
        $machines.Name | Should -Be 'one', 'two'
        $machines[0].HighMemory | Should -Be '0xf0000000'
        (Get-KernelProfile | New-I386Machine 256MB).Kernel | Should -Be (Get-KernelProfile).Version
    }

    It 'names machines in a row and uses no name up when a boot fails' {
        $first = New-I386Machine
        Get-ErrorOf { New-I386Machine 8MB } | Should -Not -BeNullOrEmpty
        $second = New-I386Machine
        [int] $second.Name.Split('-')[1] | Should -Be ([int] $first.Name.Split('-')[1] + 1)
    }

    It 'refuses a name that is taken, whatever its case' {
        $null = New-I386Machine -Name web
        Get-ErrorOf { New-I386Machine -Name WEB } | Get-ErrorId | Should -Be MachineNameTaken
    }

    It 'refuses <Memory> of RAM' -TestCases @(
        @{ Memory = 1MB; Id = 'InvalidMemorySize' }
        @{ Memory = 65GB; Id = 'InvalidMemorySize' }
        @{ Memory = 8MB; Id = 'MachineCannotBoot' }
        @{ Memory = -5; Id = 'ParameterArgumentTransformationError' }
        @{ Memory = 'lots'; Id = 'ParameterArgumentTransformationError' }
        @{ Memory = 1.5; Id = 'ParameterArgumentTransformationError' }
    ) {
        Get-ErrorOf { New-I386Machine $Memory } | Get-ErrorId | Should -Be $Id
        Get-I386Machine | Should -BeNullOrEmpty
    }

    It 'goes on with the pipeline after a size that it refuses' {
        $machines = 1MB, 64MB, 'x', 128MB | New-I386Machine -ErrorAction SilentlyContinue -ErrorVariable failures
        $machines.Count | Should -Be 2
        $failures.Count | Should -Be 2
    }

    It 'names what it offers instead of an unknown <Parameter>' -TestCases @(
        @{ Parameter = 'Kernel'; Value = '9.9'; Id = 'KernelNotFound'; Offered = '2.6.31' }
        @{ Parameter = 'MemorySplit'; Value = '4G'; Id = 'MemorySplitNotFound'; Offered = '3G_OPT' }
        @{ Parameter = 'Config'; Value = 'FOO=1'; Id = 'MachineCannotBoot'; Offered = 'X86_LOCAL_APIC' }
        @{ Parameter = 'Highmem'; Value = '5G'; Id = 'ParameterArgumentValidationError'; Offered = '64G' }
    ) {
        $splat = @{ $Parameter = $Value }
        $failure = Get-ErrorOf { New-I386Machine @splat }
        $failure | Get-ErrorId | Should -Be $Id
        "$failure" | Should -Match $Offered
    }

    It 'says the kernel panic of a PAE kernel on a CPU without PAE' {
        $failure = Get-ErrorOf { New-I386Machine -Highmem 64G -NoPae }
        $failure | Get-ErrorId | Should -Be MachineCannotBoot
        "$failure" | Should -Match 'cannot execute a PAE-enabled kernel on a PAE-less CPU!'
    }

    It 'says that a small vmalloc= leaves no vmalloc space' {
        $failure = Get-ErrorOf { New-I386Machine 1GB -Kernel 2.6.9 -CommandLine 'vmalloc=8M' }
        $failure | Get-ErrorId | Should -Be MachineCannotBoot
        "$failure" | Should -Match 'Give a larger vmalloc='
    }

    It 'maps low memory in small, private pages on a CPU without PSE and PGE' {
        $null = New-I386Machine 64MB -Kernel 2.4.21 -NoPse -NoPge
        $entry = (Get-PageTableEntry 0xc1000000)[-1]
        $entry.Level | Should -Be PTE
        $entry.Global | Should -BeFalse
    }

    Context 'e820 maps' {
        It 'reads the lines of a boot log and plain ranges, in any order' {
            $log = ' BIOS-e820: 0000000000000000 - 000000000009fc00 (usable)',
                ' BIOS-e820: 0000000000100000 - 0000000020000000 (usable)'
            $plain = '100000-20000000 usable', '0-9fc00 usable'
            (New-I386Machine -E820 $log).MemorySize | Should -Be (New-I386Machine -E820 $plain).MemorySize
        }

        It 'warns of overlaps, and settles them as the kernel does' {
            $map = '0-9f000 usable', '100000-20000000 usable', '1f000000-20000000 reserved'
            $machine = New-I386Machine -E820 $map -WarningAction SilentlyContinue -WarningVariable warnings
            $warnings.Count | Should -Be 1
            $machine.HighMemory | Should -Be '0xdf000000'
        }

        It 'refuses <Name>' -TestCases @(
            @{ Name = 'an empty map'; Map = @(); Id = 'ParameterArgumentValidationError' }
            @{ Name = 'what is no range'; Map = @('foo'); Id = 'InvalidE820Map' }
            @{ Name = 'an empty range'; Map = @('100000-100000 usable'); Id = 'InvalidE820Map' }
            @{ Name = 'a map without usable memory'; Map = @('0-9f000 reserved'); Id = 'InvalidE820Map' }
            @{ Name = 'a map without room for the kernel'; Map = @('0-9f000 usable'); Id = 'MachineCannotBoot' }
        ) {
            Get-ErrorOf { New-I386Machine -E820 $Map } | Get-ErrorId | Should -Be $Id
        }
    }

    Context 'releases' {
        It 'boots <Name>' -TestCases @(
            @{ Name = '2.6.27'; Kernel = '2.6.27'; Behaviour = '2.6.31' }
            @{ Name = 'v2.6.31-14-generic'; Kernel = '2.6.31-14-generic'; Behaviour = '2.6.31' }
            @{ Name = '2.6.9-11.ELsmp'; Kernel = '2.6.9-11.ELsmp'; Behaviour = '2.6.9' }
            @{ Name = '2.6'; Kernel = '2.6.31'; Behaviour = '2.6.31' }
        ) {
            $machine = New-I386Machine 512MB -Kernel $Name -WarningVariable warnings
            $machine.Kernel, $machine.Behaviour | Should -Be $Kernel, $Behaviour
            $warnings | Should -BeNullOrEmpty
            Test-I386Machine $machine | Should -BeNullOrEmpty
        }

        It 'warns of a release that was not read' {
            $machine = New-I386Machine 512MB -Kernel 2.6.32 -WarningVariable warnings -WarningAction Ignore
            $machine.Kernel | Should -Be '2.6.32'
            "$warnings" | Should -Match 'source of Linux 2\.6\.32 was not read'
        }

        It 'takes a release out of a pipeline' {
            (Get-KernelProfile 2.6.27-7-generic | New-I386Machine 512MB).Kernel | Should -Be '2.6.27-7-generic'
        }
    }

    Context 'boot logs' {
        BeforeAll { $logs = Join-Path $PSScriptRoot '../data/bootlogs' -Resolve }

        It 'boots the machine of a log' {
            $machine = New-I386Machine -BootLog (Get-Item "$logs/37-*")
            $machine.Kernel | Should -Be '2.6.31-14-generic'
            $machine.Behaviour | Should -Be '2.6.31'
            $machine.CommandLine | Should -Match 'vmlinuz-2.6.31-14-generic'
            (Get-KernelLog).Text | Should -Contain '1158MB HIGHMEM available.'
        }

        It 'boots a release with its own borders, and says whose allocators it has' {
            $machine = New-I386Machine -BootLog (Get-Item "$logs/26-*") -WarningVariable warnings
            $machine.Kernel | Should -Be '2.6.17.7'
            $machine.Behaviour | Should -Be '2.6.9'
            $warnings | Should -BeNullOrEmpty
            (Get-KernelLog)[0].Text |
                Should -Be 'Linux version 2.6.17.7 (borders of 2.6.15, allocators of 2.6.9)'
        }

        It 'lets other parameters go before what the log says' {
            $machine = New-I386Machine -BootLog (Get-Item "$logs/37-*") -CommandLine '' -Highmem None -Kernel 2.4.21
            $machine.Kernel | Should -Be '2.4.21'
            $machine.CommandLine | Should -BeNullOrEmpty
            $machine.Highmem | Should -Be None
        }

        It 'names machines after the files of a pipeline' {
            (Get-ChildItem "$logs/37-*" | New-I386Machine).Name | Should -Match '^37-'
        }

        It 'reports what is no boot log' {
            Set-Content TestDrive:/prose.txt -Value 'Once upon a time'
            Get-ErrorOf { New-I386Machine -BootLog TestDrive:/prose.txt } | Get-ErrorId | Should -Be InvalidBootLog
            Get-ErrorOf { New-I386Machine -BootLog TestDrive:/none.txt } | Get-ErrorId | Should -Be InvalidBootLog
            Get-ErrorOf { New-I386Machine -BootLog env:PATH } | Get-ErrorId | Should -Be NotAFile
        }
    }

    It 'takes mem= beyond the RAM there is for nothing' {
        (New-I386Machine 2GB -CommandLine 'mem=8G').MemorySize | Should -Be (New-I386Machine 2GB).MemorySize
    }

    It 'takes the sizes of the kernel image and of what boot allocates' {
        $usual = New-I386Machine 1GB -Kernel 2.4.21
        $other = New-I386Machine 1GB -Kernel 2.4.21 -KernelCode 4MB -KernelData 1MB -KernelInit 100KB -KernelBss 1MB -BootAllocation 3MB
        (Get-KernelLog $other).Text -match '^Memory: ' | Should -Match '4096k kernel code, \d+k reserved, 1024k data, 100k init'
        $usual.LowFreePages - $other.LowFreePages | Should -BeGreaterThan 1500
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'refuses an image with -<Name> <Size>' -TestCases @(
        @{ Name = 'KernelCode'; Size = 0 }, @{ Name = 'KernelData'; Size = 1GB }, @{ Name = 'KernelInit'; Size = 1 }
        @{ Name = 'KernelBss'; Size = 65MB }, @{ Name = 'BootAllocation'; Size = 1GB }
    ) {
        $given = @{ $Name = $Size }
        Get-ErrorOf { New-I386Machine 512MB @given } | Get-ErrorId | Should -Be MachineCannotBoot
    }

    Context 'areas of a real machine' {
        BeforeAll {
            $real = '0xf7ffe000-0xf8000000    8192 hpet_enable+0x37/0x230 phys=fed00000 ioremap',
                '0xf8005000-0xf800a000   20480 module_alloc+0x1f/0x40 pages=4 vmalloc',
                '0xf9000000-0xff001000 100667392 big_driver+0x4f1/0xa90 phys=d0000000 ioremap'
            Set-Content TestDrive:/real.txt $real
            $boot = "$PSScriptRoot/../data/vmallocinfo-boots/2.6.27.7-slackware-highmem4g-1024-none.txt"
        }

        It 'has the same areas at the same addresses' {
            $machine = New-I386Machine 1GB -VmallocInfo TestDrive:/real.txt
            Get-VmList $machine -AsText VmallocInfo | Should -Be $real
            (Measure-Vmalloc).Used | Should -Be (Import-VmallocInfo TestDrive:/real.txt | Measure-Vmalloc).Used
            Test-I386Machine -Quiet | Should -BeTrue
        }

        It 'answers whether 16 MB more still fit' {
            New-I386Machine 1GB -VmallocInfo TestDrive:/real.txt | Out-Null
            $failure = Get-ErrorOf { Invoke-Vmalloc 16MB }
            $failure | Get-ErrorId | Should -Be VmallocFailed
            "$failure" | Should -Match 'no hole in vmalloc space is large enough'
            (Get-KernelLog)[-1].Text | Should -Be 'vmap allocation for size 16781312 failed: use vmalloc=<size> to increase size.'
            (Find-VmallocLimit).Size | Should -BeLessThan 16MB
            (Invoke-Vmalloc (Find-VmallocLimit).Size).Machine | Should -Be (Get-I386Machine -Current).Name
        }

        It 'takes machine and areas from one file' {
            $machine = New-I386Machine -BootLog $boot -VmallocInfo $boot -WarningAction Ignore
            Get-VmList $machine -AsText VmallocInfo | Should -Be (Import-VmallocInfo $boot | ForEach-Object { "$_" })
        }

        It 'makes no machine of <Name>' -TestCases @(
            @{ Name = 'areas outside the window'; Line = '0xe0800000-0xe0802000 8192 a+0x1/0x2 pages=1 vmalloc'; Id = 'VmallocInfoNotPlaced'; Match = 'vmalloc=496M' }
            @{ Name = 'ioremap of RAM'; Line = '0xf8000000-0xf8002000 8192 a+0x1/0x2 phys=2000000 ioremap'; Id = 'VmallocInfoNotPlaced'; Match = '-BootLog or -E820' }
            @{ Name = 'ioremap of nobody knows what'; Line = '0xf8000000-0xf8002000 8192 a+0x1/0x2 ioremap'; Id = 'VmallocInfoNotPlaced'; Match = 'no phys=' }
            @{ Name = 'a 64-bit dump'; Line = '0xffffc90000000000-0xffffc90000005000 20480 a+0x1/0x2 vmap'; Id = 'VmallocInfoNotPlaced'; Match = '64-bit' }
            @{ Name = 'a truncated line'; Line = '0xf8000000-0xf80'; Id = 'InvalidVmallocInfo'; Match = 'line 1' }
            @{ Name = 'another file'; Line = 'MemTotal: 1 kB'; Id = 'InvalidVmallocInfo'; Match = 'vmallocinfo' }
        ) {
            Set-Content TestDrive:/bad.txt $Line
            $failure = Get-ErrorOf { New-I386Machine 1GB -VmallocInfo TestDrive:/bad.txt }
            $failure | Get-ErrorId | Should -Be $Id
            "$failure" | Should -Match $Match
            Get-I386Machine | Should -BeNullOrEmpty
        }

        It 'makes no machine where pages run out' {
            Set-Content TestDrive:/large.txt '0xf8000000-0xff001000 117444608 a+0x1/0x2 vmap'
            "$(Get-ErrorOf { New-I386Machine 100MB -VmallocInfo TestDrive:/large.txt })" | Should -Match 'no free page left'
        }

        It 'makes no machine of a file that is not there' {
            $failure = Get-ErrorOf { New-I386Machine 1GB -VmallocInfo TestDrive:/none.txt }
            $failure | Get-ErrorId | Should -BeIn InvalidVmallocInfo, FileNotFound
            Get-ErrorOf { New-I386Machine 1GB -VmallocInfo Env:/PATH } | Get-ErrorId | Should -Be NotAFile
            Get-I386Machine | Should -BeNullOrEmpty
        }
    }
}
