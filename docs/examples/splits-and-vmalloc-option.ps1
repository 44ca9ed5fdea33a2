#requires -Version 7.4

<#
.SYNOPSIS
    Sweeps RAM sizes, kernels, memory splits and vmalloc= and gives the layout of each machine as a row.
.DESCRIPTION
    For planning: how much low memory and vmalloc space does each choice leave? What a kernel does not offer is left
    out; what it offers but cannot boot is a row with the reason. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.PARAMETER MemorySize
    Sizes of RAM.
.PARAMETER VmallocOption
    Values of vmalloc= on the command line; empty for none. 2.4.21 does not know the option and ignores it.
.PARAMETER Path
    A CSV file to write the rows to, instead of emitting them.
.EXAMPLE
    ./docs/examples/splits-and-vmalloc-option.ps1 | Where-Object VmallocMB -GE 256 | Format-Table
.EXAMPLE
    ./docs/examples/splits-and-vmalloc-option.ps1 -MemorySize 1GB, 2GB -Path sweep.csv
#>
[CmdletBinding()]
param(
    [long[]] $MemorySize = @(256MB, 512MB, 1GB, 2GB, 4GB),
    [string[]] $VmallocOption = @('', '192M', '256M', '512M'),
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$rows = foreach ($kernel in Get-KernelProfile) {
    foreach ($split in $kernel.MemorySplits) {
        foreach ($size in $MemorySize) {
            foreach ($option in $VmallocOption) {
                $row = [ordered]@{
                    Kernel       = $kernel.Version
                    Split        = $split.Name
                    MemoryMB     = $size / 1MB
                    Vmalloc      = $option
                    LowMB        = $null
                    HighMB       = $null
                    VmallocMB    = $null
                    VmallocStart = ''
                    Reason       = ''
                }
                $arguments = @{
                    MemorySize  = $size
                    Kernel      = $kernel.Version
                    MemorySplit = $split.Name
                    CommandLine = if ($option) { "vmalloc=$option" } else { '' }
                }
                try {
                    $machine = New-I386Machine @arguments
                    $row.LowMB = ($machine.HighMemory - $machine.PageOffset) -shr 20
                    $row.HighMB = [Math]::Max(0, [Math]::Round($machine.MemorySize / 1MB) - $row.LowMB)
                    $row.VmallocMB = ($machine.VmallocEnd - $machine.VmallocStart) -shr 20
                    $row.VmallocStart = "$($machine.VmallocStart)"
                    Remove-I386Machine $machine
                }
                catch { $row.Reason = "$_" }
                [pscustomobject]$row
            }
        }
    }
}
if ($Path) { $rows | Export-Csv $Path } else { $rows }
