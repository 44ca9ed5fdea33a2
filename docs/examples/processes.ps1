#requires -Version 7.4

<#
.SYNOPSIS
    Processes that run already meet a new vmalloc area: who faults for it, how often, and what the TLB hides.
.DESCRIPTION
    A page directory holds a copy of the kernel's part, made when the process starts. A vmalloc area that needs new page
    tables is in the kernel's own directory only; a process gets the entry when it first touches the area, by a page
    fault. With PAE all processes share the kernel's middle directories, and nobody faults. A translation of vmalloc
    space is global: it stays in the TLB over the switch, and while it is there the next process needs no fault. Needs
    the module HighmemTools: Import-Module ./out/HighmemTools
.EXAMPLE
    ./docs/examples/processes.ps1 | Format-Table
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'

# Reads a byte of each page of an area, as the process that a CPU runs.
function Read-Area($Machine, $Area) {
    for ($at = 0; $at -lt $Area.RequestedSize; $at += 4096) {
        $null = Read-KernelMemory ($Area.Address + $at) 1 -Machine $Machine
    }
}

foreach ($kernel in Get-KernelProfile) {
    foreach ($highmem in '4G', '64G') {
        $machine = New-I386Machine 1GB -Kernel $kernel.Version -Highmem $highmem
        $first, $second = New-UserProcess first, second
        $area = Invoke-Vmalloc 12MB
        $first | Switch-UserProcess
        Read-Area $machine $area
        $second | Switch-UserProcess
        Read-Area $machine $area
        $late = New-UserProcess late
        $late | Switch-UserProcess
        Read-Area $machine $area
        $faults = Get-UserProcess | Sort-Object Pid | ForEach-Object VmallocFaults
        [pscustomobject]@{
            Kernel  = $kernel.Version
            Highmem = $highmem
            Area    = "$($area.Address), 12 MB"
            First   = $faults[0]
            Second  = $faults[1]
            Late    = $faults[2]
            Sound   = Test-I386Machine -Quiet
        }
        Remove-I386Machine $machine
    }
}
