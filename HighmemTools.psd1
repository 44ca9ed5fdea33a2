@{
    RootModule           = 'HighmemTools.dll'
    # The build reads the version from this line: it is said nowhere else.
    ModuleVersion        = '0.1.0'
    GUID                 = '886c5577-714f-4897-adb5-6f3dc2e667c2'
    Author               = 'HighmemTools contributors'
    CompanyName          = 'HighmemTools'
    Copyright            = '(c) HighmemTools contributors. MIT licence.'
    Description          = 'Boot an emulated 32-bit Linux machine of any size and explore its memory: low and high memory, vmalloc, kmap, page tables.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('HighmemTools.format.ps1xml')

    # Explicit lists: PowerShell can complete and auto-load these commands without loading the module.
    CmdletsToExport      = @(
        'Add-UserMapping'
        'Clear-Tlb'
        'ConvertTo-PageFrame'
        'ConvertTo-PhysicalAddress'
        'ConvertTo-VirtualAddress'
        'Find-VmallocLimit'
        'Get-AtomicKmap'
        'Get-BuddyInfo'
        'Get-I386Machine'
        'Get-KernelLog'
        'Get-KernelProfile'
        'Get-KmapWaiter'
        'Get-MemoryInfo'
        'Get-MemoryLayout'
        'Get-MemoryZone'
        'Get-PageFrame'
        'Get-PageTableEntry'
        'Get-PkmapEntry'
        'Get-SlabInfo'
        'Get-TlbEntry'
        'Get-UserProcess'
        'Get-VmGap'
        'Get-VmList'
        'Import-VmallocInfo'
        'Invoke-AllocPages'
        'Invoke-BlockIo'
        'Invoke-FreePages'
        'Invoke-Ioremap'
        'Invoke-Iounmap'
        'Invoke-Kfree'
        'Invoke-Kmalloc'
        'Invoke-Kmap'
        'Invoke-KmapAtomic'
        'Invoke-Kunmap'
        'Invoke-KunmapAtomic'
        'Invoke-Vfree'
        'Invoke-VmMapRam'
        'Invoke-VmPurge'
        'Invoke-VmUnmapRam'
        'Invoke-Vmalloc'
        'Invoke-Vmap'
        'Invoke-Vunmap'
        'Measure-Vmalloc'
        'New-I386Machine'
        'New-UserProcess'
        'Read-KernelMemory'
        'Receive-KmapResult'
        'Remove-I386Machine'
        'Remove-UserProcess'
        'Resolve-KernelAddress'
        'Resolve-VirtualAddress'
        'Set-MemoryTunable'
        'Show-MemoryLayout'
        'Show-PageFrameMap'
        'Switch-UserProcess'
        'Test-BootLog'
        'Test-I386Machine'
        'Write-KernelMemory'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Linux', 'Windows', 'MacOS', 'kernel', 'memory', 'vmalloc', 'highmem', 'i386', 'emulator')
            LicenseUri   = 'https://github.com/highmemtools/HighmemTools/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/highmemtools/HighmemTools'
            ReleaseNotes = 'https://github.com/highmemtools/HighmemTools/blob/main/CHANGELOG.md'
        }
    }
}
