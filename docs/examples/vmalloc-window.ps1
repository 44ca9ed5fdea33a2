#requires -Version 7.4

<#
.SYNOPSIS
    Fills vmalloc space with areas of one size until vmalloc fails, on each kernel.
.DESCRIPTION
    Memory is left when it fails: what runs out is addresses. Emits a row for each kernel and size: how many areas
    went in, what guard pages and gaps took, what was left. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.PARAMETER AreaSize
    Sizes of areas to try.
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER Path
    A CSV file to write the rows to, instead of emitting them.
.EXAMPLE
    ./docs/examples/vmalloc-window.ps1 | Format-Table
.EXAMPLE
    ./docs/examples/vmalloc-window.ps1 -AreaSize 16KB, 64KB -Path window.csv
#>
[CmdletBinding()]
param(
    [long[]] $AreaSize = @(4KB, 64KB, 1MB, 8MB),
    [long] $MemorySize = 2GB,
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$rows = foreach ($kernel in Get-KernelProfile) {
    foreach ($size in $AreaSize) {
        $machine = New-I386Machine $MemorySize -Kernel $kernel.Version
        # More areas than addresses: the row ends with the first failure.
        $areas = @(Invoke-Vmalloc $size -Count 100000 -ErrorAction SilentlyContinue -ErrorVariable failure)
        $window = Measure-Vmalloc
        [pscustomobject]@{
            Kernel       = $kernel.Version
            AreaSize     = $size
            Areas        = $areas.Count
            WindowMB     = [Math]::Round($window.Total / 1MB, 2)
            PayloadMB    = [Math]::Round($areas.Count * $size / 1MB, 2)
            GuardMB      = [Math]::Round($window.Guard / 1MB, 2)
            LeftMB       = [Math]::Round($window.Free / 1MB, 2)
            FreeMemoryMB = [Math]::Floor(($machine.LowFreePages + $machine.HighFreePages) * 4KB / 1MB)
            Failure      = $failure[0].FullyQualifiedErrorId -split ',' | Select-Object -First 1
        }
        Remove-I386Machine $machine
    }
}
if ($Path) { $rows | Export-Csv $Path } else { $rows }
