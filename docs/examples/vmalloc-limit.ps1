#requires -Version 7.4

<#
.SYNOPSIS
    Finds out when a 64 MB vmalloc fails on a 1 GB machine, and why.
.DESCRIPTION
    Areas of 8 MB are allocated one after the other. After each, the machine is asked what the largest request would be
    now and what stops a larger one, without allocating it. Emits a row for each kernel and step, to the first at which
    64 MB do not fit. Needs the module HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER Size
    The request that shall fit.
.PARAMETER Step
    The size of the areas that fill the space.
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER CommandLine
    The kernels' command line, such as vmalloc=256M. 2.4.21 does not know that option.
.PARAMETER Path
    A CSV file to write the rows to, instead of emitting them.
.EXAMPLE
    ./docs/examples/vmalloc-limit.ps1 | Format-Table
.EXAMPLE
    ./docs/examples/vmalloc-limit.ps1 -CommandLine vmalloc=256M | Format-Table
#>
[CmdletBinding()]
param(
    [long] $Size = 64MB,
    [long] $Step = 8MB,
    [long] $MemorySize = 1GB,
    [string] $CommandLine = '',
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$rows = foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine $MemorySize -Kernel $kernel.Version -CommandLine $CommandLine
    $areas = 0
    do {
        $limit = Find-VmallocLimit
        [pscustomobject]@{
            Kernel       = $kernel.Version
            Areas        = $areas
            TakenMB      = $areas * $Step / 1MB
            LargestMB    = [Math]::Round($limit.Size / 1MB, 2)
            Fits         = $limit.Size -ge $Size
            StoppedBy    = $limit.StoppedBy
            FreeMemoryMB = [Math]::Floor(($machine.LowFreePages + $machine.HighFreePages) * 4KB / 1MB)
        }
        if ($limit.Size -ge $Size) {
            $null = Invoke-Vmalloc $Step
            $areas++
        }
    } while ($limit.Size -ge $Size)
    Remove-I386Machine $machine
}
if ($Path) { $rows | Export-Csv $Path } else { $rows }
