Describe 'Culture' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        $log = (Get-Item (Join-Path $PSScriptRoot '../data/bootlogs/37-*')).FullName

        # Everything a session prints and exports, as one text.
        function Get-Session {
            Clear-Session
            $null = New-I386Machine '1.5GB' -Kernel 2.6.31 -Name test -CommandLine 'VMALLOC=1 vmalloc=256M'
            $areas = '1.5M', '64K', 4096, '0x2000' | Invoke-Vmalloc
            Invoke-Vfree $areas[1]
            Get-I386Machine | Out-String
            Get-KernelProfile | Out-String
            Get-KernelLog | Out-String
            Get-MemoryLayout | Out-String
            Get-VmList | Out-String
            Get-VmList -AsText VmallocInfo
            Get-VmGap -IncludeLazy -IncludeGuardPage | Out-String
            Measure-Vmalloc | Out-String
            Get-VmList | ConvertTo-Csv
            Get-PageTableEntry -Coalesce | Out-String
            Resolve-VirtualAddress 0xC0000000 | Out-String
            Show-MemoryLayout -NoColor -Width 78 | Out-String
            Get-MemoryZone | Out-String
            Get-MemoryZone -AsText
            Get-BuddyInfo -AsText
            Get-MemoryInfo | Out-String
            Get-MemoryInfo -AsText
            Invoke-AllocPages 3 -Gfp 'highuser' | ConvertTo-Csv
            Show-PageFrameMap -NoColor -Width 78 | Out-String
            Get-ErrorOf { Invoke-AllocPages 20 } | ForEach-Object ToString
            Test-BootLog $log | Out-String
            Get-ErrorOf { Invoke-Vmalloc 512MB } | ForEach-Object ToString
            Get-ErrorOf { Invoke-Vmalloc '1,5' } | ForEach-Object ToString
            Get-ErrorOf { Invoke-Vfree 0xC0000000 } | ForEach-Object ToString
            (Complete 'Invoke-Vfree ').ToolTip
        }

        function Get-Lines { Get-Session | ForEach-Object { $_ -split '\r?\n' } }

        function Use-Culture([string] $Name, [scriptblock] $Script) {
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $Name
                & $Script
            }
            finally { [cultureinfo]::CurrentCulture = $before }
        }

        $expected = Use-Culture '' { Get-Lines }
    }

    It 'prints the same in <Name>' -TestCases @(
        @{ Name = 'de-DE' }, @{ Name = 'tr-TR' }, @{ Name = 'zh-CN' }, @{ Name = 'fa-IR' }, @{ Name = 'en-US' }
    ) {
        $lines = Use-Culture $Name { Get-Lines }
        Compare-Object $expected $lines -CaseSensitive -SyncWindow 0 | ForEach-Object InputObject | Should -BeNullOrEmpty
    }

    It 'reads I in any case in tr-TR' {
        Use-Culture tr-TR {
            $null = New-I386Machine 64MB -Name INIT -Config pci_mmconfig=N
            (Get-I386Machine init).Name | Should -Be INIT
            (New-I386Machine '64mib'.Replace('ib', '')).MemorySize | Should -BeGreaterThan 63MB
        }
    }
}
