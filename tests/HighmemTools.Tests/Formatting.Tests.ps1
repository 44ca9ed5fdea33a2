Describe 'Formatting' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $log = (Get-Item (Join-Path $PSScriptRoot '../data/bootlogs/37-*')).FullName
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Highmem 64G -Name test
        $areas = Invoke-Vmalloc 100, 1MB -Caller my_driver
        $block = Invoke-AllocPages 3 -Gfp GFP_HIGHUSER -Caller my_driver
        $object = Invoke-Kmalloc 100
        $window = $block | Invoke-Kmap
        $atomic = $block | Invoke-KmapAtomic
        $window | Read-KernelMemory -Count 1 | Out-Null
        $waiters = & {
            $full = New-I386Machine 2GB -Highmem 64G -Name full
            Get-PageFrame 300000-300513 | Invoke-Kmap | Out-Null
            Get-KmapWaiter
            Remove-I386Machine $full
        }
        $findings = & {
            $broken = New-I386Machine 64MB -Kernel 2.4.21 -Name broken
            $area = Invoke-Vmalloc 4KB
            $entry = (Get-PageTableEntry $area.Address)[-1]
            Write-KernelMemory (0xc0000000L + [long] $entry.EntryAddress) -UInt32 0
            Test-I386Machine
            Remove-I386Machine $broken
        }
    }

    It 'shows <Name> within 100 columns, numbers to the right' -TestCases @(
        @{ Name = 'machines'; What = { $machine }; Line = '^\* test +2\.6\.31 +2 GB 64G +0xf' }
        @{ Name = 'kernels'; What = { Get-KernelProfile }; Line = '^2\.6\.31 +128 MB 0xfffff000 +1024/512 yes +3G 3G_OPT' }
        @{ Name = 'the log'; What = { Get-KernelLog }; Line = '^Linux version 2\.6\.31$' }
        @{ Name = 'regions'; What = { Get-MemoryLayout }; Line = '^VMALLOC_OFFSET +0xf[0-9a-f]+ +0xf[0-9a-f]+ +8 MB ' }
        @{ Name = 'areas'; What = { Get-VmList }; Line = '^0x[0-9a-f]{8} +0x[0-9a-f]{8} +8192 +1 Alloc +my_driver$' }
        @{ Name = 'gaps'; What = { Get-VmGap }; Line = '8388608 +2048 OffsetHole high_memory$' }
        @{ Name = 'the summary'; What = { Measure-Vmalloc }; Line = '^Total +: \d+ bytes \([\d.]+ MB\)$' }
        @{ Name = 'limits'; What = { Find-VmallocLimit }; Line = '^TotalSize +: \d+ bytes \([\d.]+ MB\)$' }
        @{ Name = 'purges'; What = { Invoke-VmPurge }; Line = '^ +0 +0 +0 +0$' }
        @{ Name = 'device mappings'; What = { Invoke-Ioremap 0xfebc0f80 256 }; Line = '^0x[0-9a-f]{8} +0xfebc0f80 +256 +2 0x[0-9a-f]{8} P RW PCD A D G$' }
        @{ Name = 'mapped blocks'; What = { $block | Invoke-VmMapRam }; Line = '^0x[0-9a-f]{8} 0x[0-9a-f]{8} +8 0x[0-9a-f]{8} +0 +1024 +\d+ +0$' }
        @{ Name = 'entries'; What = { Get-PageTableEntry 0xc0000000 }; Line = '^0xc0000000 PGD +0x[0-9a-f]+ 0x[0-9a-f]{16}' }
        @{ Name = 'ranges'; What = { Get-PageTableEntry -Coalesce }; Line = '^0xc0000000 .* PTE +512 +0x00000000 P RW G$' }
        @{ Name = 'translations'; What = { Resolve-VirtualAddress 0xc0000000 }; Line = '^PhysicalAddress : 0x00000000$' }
        @{ Name = 'memory'; What = { Read-KernelMemory $areas[0] }; Line = '^0xf[0-9a-f]{7} (00 ){16}\.{16}$' }
        @{ Name = 'zones'; What = { Get-MemoryZone }; Line = '^DMA +0 +4096 +\d+ +\d+ +\d+ +\d+ +\d+ +\d+ +\d+/\d+$' }
        @{ Name = 'free blocks'; What = { Get-BuddyInfo -ByMigrateType }; Line = '^Normal( +\d+){11} +\d+ Movable$' }
        @{ Name = 'meminfo'; What = { Get-MemoryInfo }; Line = '^LowTotal +: \d+ bytes \([\d.]+ MB\)$' }
        @{ Name = 'frames'; What = { $block | Get-PageFrame }; Line = '^ +\d+ +0x[0-9a-f]{8,9} HighMem Pages +3 +1 +my_driver$' }
        @{ Name = 'blocks'; What = { $block }; Line = '^ +\d+ +3 +8 HighMem +0x[0-9a-f]{8,9} +GFP_HIGHUSER my_driver$' }
        @{ Name = 'objects'; What = { $object }; Line = '^0x[0-9a-f]{8} 0x[0-9a-f]{8,9} +100 +128 kmalloc-128$' }
        @{ Name = 'caches'; What = { Get-SlabInfo }; Line = '^kmalloc-128 +128 +32 +1 +1 +32 +32 +1$' }
        @{ Name = 'windows'; What = { $window }; Line = '^insmod +\d+ +0x[0-9a-f]{8,9} Mapped +0xffa01000 +1 +2$' }
        @{ Name = 'slots'; What = { Get-PkmapEntry -Slot 1 }; Line = '^ +1 0xffa01000 +2 InUse +\d+ 0x[0-9a-f]{16} +1$' }
        @{ Name = 'waiters'; What = { $waiters }; Line = '^kmap-1 +\d+ +300512 +0x[0-9a-f]{8} Sleeping +1 +0$' }
        @{ Name = 'atomic windows'; What = { $atomic }; Line = '^ +0 KM_USER0 +\d+ +0x[0-9a-f]{8,9} 0xfff[0-9a-f]{5} +\d+ +1$' }
        @{ Name = 'atomic slots'; What = { Get-AtomicKmap }; Line = '^ +0 KM_SKB_SUNRPC_DATA +\d+ 0xfff[0-9a-f]{5} +0x0{16} no$' }
        @{ Name = 'the TLB'; What = { Get-TlbEntry }; Line = '^ +0 +1 +0 0xffa01000 +0x[0-9a-f]{8,9} no +yes +no +yes +no$' }
        @{ Name = 'findings'; What = { $findings }; Line = '^broken ' }
        @{ Name = 'checks'; What = { Test-BootLog $log }; Line = 'HIGHMEM available +1158MB +1158MB Match' }
    ) {
        $shown = Show (& $What)
        # The heading above a table may hold a long path.
        $shown -notmatch '^ +(Machine|File): ' | ForEach-Object Length | Should -Not -BeGreaterThan 100
        @($shown -match $Line).Count | Should -BeGreaterThan 0 -Because ($shown -join "`n")
        ($shown -join '') | Should -Not -Match 'Highmem\.|System\.'
    }

    It 'shows every emitted type within 80 columns without breaking a word' {
        foreach ($what in $machine, $areas, (Get-VmGap), (Get-MemoryLayout), (Get-MemoryZone), (Get-BuddyInfo), $block, (Get-PageFrame 1-9), $object, (Get-SlabInfo), $window, (Get-PkmapEntry -Slot 0, 1), $waiters, $atomic, (Get-AtomicKmap), (Get-TlbEntry), (Read-KernelMemory 0xc0000000)) {
            # A column that is squeezed to nothing writes its heading letter by letter.
            Show $what 80 | Where-Object { $_.Trim().Length -eq 1 } | Should -BeNullOrEmpty
        }
    }

    It 'prints a bare address as its text' {
        Show $areas[0].Address | Should -Be "$($areas[0].Address)"
        Show (Resolve-VirtualAddress 0xc0001000).PhysicalAddress | Should -Be '0x00001000'
    }

    It 'lists all properties of <Name> without errors' -TestCases @(
        @{ Name = 'I386Machine'; What = { $machine } }, @{ Name = 'KernelProfile'; What = { Get-KernelProfile } }
        @{ Name = 'KernelLogEntry'; What = { Get-KernelLog -Tail 1 } }, @{ Name = 'MemoryRegion'; What = { Get-MemoryLayout } }
        @{ Name = 'VmArea'; What = { Get-VmList } }, @{ Name = 'VmGap'; What = { Get-VmGap } }
        @{ Name = 'VmallocSummary'; What = { Measure-Vmalloc } }, @{ Name = 'AuditFinding'; What = { $findings } }
        @{ Name = 'PageTableEntry'; What = { Get-PageTableEntry 0xc0000000 } }
        @{ Name = 'PageTableRange'; What = { Get-PageTableEntry -Coalesce } }
        @{ Name = 'AddressTranslation'; What = { Resolve-VirtualAddress 0xc0000000 } }
        @{ Name = 'MemoryContent'; What = { Read-KernelMemory 0xc0000000 } }
        @{ Name = 'MemoryZone'; What = { Get-MemoryZone } }, @{ Name = 'BuddyInfo'; What = { Get-BuddyInfo } }
        @{ Name = 'KmallocObject'; What = { $object } }, @{ Name = 'SlabInfo'; What = { Get-SlabInfo } }
        @{ Name = 'MemoryInfo'; What = { Get-MemoryInfo } }, @{ Name = 'PageBlock'; What = { $block } }
        @{ Name = 'PageFrame'; What = { Get-PageFrame 1-3 } }
        @{ Name = 'BootLogCheck'; What = { Test-BootLog $log } }
    ) {
        $objects = & $What
        foreach ($property in $objects[0].PSObject.Properties) { { $property.Value } | Should -Not -Throw }
        $text = $objects | Format-List * | Out-String
        $text | Should -Not -Match 'Exception|PSComputerName|EqualityContract'
    }

    It 'exports only scalars of <Name> to CSV' -TestCases @(
        @{ Name = 'VmArea'; What = { Get-VmList } }, @{ Name = 'VmGap'; What = { Get-VmGap } }
        @{ Name = 'MemoryRegion'; What = { Get-MemoryLayout } }, @{ Name = 'I386Machine'; What = { $machine } }
        @{ Name = 'PageTableEntry'; What = { Get-PageTableEntry 0xc0000000 } }
        @{ Name = 'PageTableRange'; What = { Get-PageTableEntry -Coalesce } }
        @{ Name = 'AddressTranslation'; What = { Resolve-VirtualAddress 0xc0000000 } }
        @{ Name = 'MemoryContent'; What = { Read-KernelMemory 0xc0000000 } }
        @{ Name = 'KernelProfile'; What = { Get-KernelProfile } }
        @{ Name = 'MemoryZone'; What = { Get-MemoryZone } }, @{ Name = 'BuddyInfo'; What = { Get-BuddyInfo } }
        @{ Name = 'KmallocObject'; What = { $object } }, @{ Name = 'SlabInfo'; What = { Get-SlabInfo } }
        @{ Name = 'MemoryInfo'; What = { Get-MemoryInfo } }, @{ Name = 'PageBlock'; What = { $block } }
        @{ Name = 'PageFrame'; What = { $block | Get-PageFrame } }
        @{ Name = 'BootLogCheck'; What = { Test-BootLog $log } }
    ) {
        $csv = & $What | ConvertTo-Csv
        $csv | Should -Not -Match 'System\.|Highmem\.|`'
        @($csv | ConvertFrom-Csv).Count | Should -Be @(& $What).Count
    }

    It 'exports areas in the order Machine, Address, End, Size, RequestedSize, Pages, Flags, PhysicalAddress, Caller' {
        (Get-VmList | ConvertTo-Csv)[0] |
            Should -Be '"Machine","Address","End","Size","RequestedSize","Pages","Flags","PhysicalAddress","Caller"'
    }

    It 'exports blocks in the order Machine, Pfn, PhysicalAddress, VirtualAddress, Order, Pages, Zone, Gfp, Caller' {
        ($block | ConvertTo-Csv)[0] |
            Should -Be '"Machine","Pfn","PhysicalAddress","VirtualAddress","Order","Pages","Zone","Gfp","Caller"'
    }
}
