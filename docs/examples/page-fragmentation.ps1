#requires -Version 7.4

<#
.SYNOPSIS
    Half of memory is free, but hardly a block of 32 pages: what fragments the page allocator and what helps.
.DESCRIPTION
    A program and the kernel take four pages each in turn until memory is gone; then the program ends and all its
    pages are free again. The same requests are made on each kernel, and on 2.6.31 once more with the program's pages
    marked as movable. Writes a row for each run with the free blocks of every order. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER Path
    The CSV file to write the rows to; by default in the folder for temporary files.
.EXAMPLE
    ./docs/examples/page-fragmentation.ps1
.EXAMPLE
    ./docs/examples/page-fragmentation.ps1 -MemorySize 256MB -Path pages.csv; Import-Csv pages.csv | Format-Table
#>
[CmdletBinding()]
param(
    [long] $MemorySize = 64MB,
    [string] $Path = (Join-Path ([IO.Path]::GetTempPath()) 'page-fragmentation.csv')
)

$ErrorActionPreference = 'Stop'
$runs = @(
    @{ Kernel = '2.4.21'; Program = 'GFP_HIGHUSER' }
    @{ Kernel = '2.6.9'; Program = 'GFP_HIGHUSER' }
    @{ Kernel = '2.6.31'; Program = 'GFP_HIGHUSER' }
    @{ Kernel = '2.6.31'; Program = 'GFP_HIGHUSER_MOVABLE' }
)

$rows = foreach ($run in $runs) {
    $machine = New-I386Machine $MemorySize -Kernel $run.Kernel
    $managed = (Get-MemoryZone | Measure-Object Managed -Sum).Sum
    $turns = @(
        [pscustomobject]@{ Gfp = $run.Program }
        [pscustomobject]@{ Gfp = 'GFP_KERNEL' }
    ) * ($managed / 8)
    $pages = @($turns | Invoke-AllocPages -Order 0, 0, 0, 0 -ErrorAction SilentlyContinue)
    Invoke-FreePages $pages.Where{ $_.Gfp -eq $run.Program }

    $zones = Get-BuddyInfo
    $row = [ordered]@{
        Kernel    = $run.Kernel
        Program   = $run.Program
        FreePages = [long] ($zones | Measure-Object FreePages -Sum).Sum
    }
    foreach ($order in 0..10) {
        $row["Order$order"] = [int] ($zones | Measure-Object "Order$order" -Sum).Sum
    }

    # How many blocks of 128 KB a driver gets before the first NULL, and what is still free then.
    $row.Granted = @(Invoke-AllocPages 5 GFP_KERNEL -Count 10000 -ErrorAction SilentlyContinue).Count
    $row.FreeThen = [long] (Get-BuddyInfo | Measure-Object FreePages -Sum).Sum
    [pscustomobject]$row
    Remove-I386Machine $machine
}
$rows | Export-Csv $Path

'The free blocks of each order after the program ended:' | Out-Host
$columns = 0..10 | ForEach-Object { @{ Name = "$_"; Expression = "Order$_" } }
$rows | Format-Table (@('Kernel', 'Program') + $columns) | Out-Host
'Blocks of order 5 that a driver gets before it is refused, and the pages that are free when it is:' | Out-Host
$rows | Format-Table Kernel, Program, FreePages, Granted, FreeThen | Out-Host
@"
With one list for all, the program's pages lie between those of the kernel, and what is in one piece is little more
than what the marks had kept from both. 2.6.31 has a list for each migrate type: pages that are marked as movable come
from blocks of their own, which are whole again when the program ends. Without the mark it is no better off.
$(@($rows).Count) rows are in $Path
"@ | Out-Host
