#requires -Version 7.4

<#
.SYNOPSIS
    Why a slot without users is not free, why kmap may sleep, and why its flush is global: each rule, and what happens without it.
.DESCRIPTION
    Pages of high memory are mapped and unmapped one after the other. First with the flush rule: the count of a slot stays 1
    until the slots wrap, then all TLBs are flushed, and no read is ever stale. Then on a machine that never flushes: the
    next owner of the slot reads the page of the last one. Last, all slots are held: who comes then has to sleep. What
    kmap costs for each mapping is set beside kmap_atomic. Writes a row for each kernel. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.PARAMETER Pages
    How many pages are mapped one after the other for the cost.
.PARAMETER Path
    The CSV file to write the rows to; by default in the folder for temporary files.
.EXAMPLE
    ./docs/examples/kmap-windows.ps1
.EXAMPLE
    ./docs/examples/kmap-windows.ps1 -Pages 100000 -Path kmap.csv; Import-Csv kmap.csv | Format-Table
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 200000)]
    [int] $Pages = 5000,
    [string] $Path = (Join-Path ([IO.Path]::GetTempPath()) 'kmap-windows.csv')
)

$ErrorActionPreference = 'Stop'
$first = 270000
$mine = $first - 1

# Maps a page, writes into it, and goes round all slots with others; tells what is read at the old address then.
function Get-Leftover($Machine) {
    $window = Invoke-Kmap $mine -Machine $Machine
    $window | Write-KernelMemory -Text 'a secret'
    $window | Invoke-Kunmap
    $slots = @(Get-PkmapEntry $Machine).Count
    $count = (Get-PkmapEntry $Machine -Slot $window.Slot).Count
    Get-PageFrame "$first-$($first + $slots - 1)" -Machine $Machine | Invoke-Kmap | Invoke-Kunmap
    $next = Invoke-Kmap ($first + $slots) -Machine $Machine
    $row = $next | Read-KernelMemory -Count 8
    $next | Invoke-Kunmap
    [pscustomobject]@{
        CountAfterKunmap = $count
        SameAddress      = $next.Address -eq $window.Address
        NextOwnerReads   = $row.Text
        Stale            = $row.Stale
    }
}

$rows = foreach ($kernel in (Get-KernelProfile).Version) {
    $sound = New-I386Machine 2GB -Kernel $kernel
    $broken = New-I386Machine 2GB -Kernel $kernel -Break NoFlush
    $with = Get-Leftover $sound
    $without = Get-Leftover $broken

    # The cost: a mapping of each kind for as many pages.
    $range = "$first-$($first + $Pages)"
    $before = Get-I386Machine $sound | Select-Object TlbFlushes, TlbFlushesOne, PkmapSlotsScanned
    Get-PageFrame $range -Machine $sound | Invoke-Kmap | Invoke-Kunmap
    $after = Get-I386Machine $sound | Select-Object TlbFlushes, TlbFlushesOne, PkmapSlotsScanned
    Get-PageFrame $range -Machine $sound | ForEach-Object { $_ | Invoke-KmapAtomic | Invoke-KunmapAtomic }
    $atomic = Get-I386Machine $sound | Select-Object TlbFlushesOne

    # All slots held, and three more who want one.
    $held = @(Get-PageFrame "$first-$($first + 1024)" -Machine $sound | Invoke-Kmap)
    1..3 | ForEach-Object { Invoke-Kmap (400000 + $_) -Task "reader$_" -Machine $sound | Out-Null }
    $sleepers = (Get-I386Machine $sound).KmapSleepers
    $held[0] | Invoke-Kunmap
    $woken = Receive-KmapResult $sound

    [pscustomobject]@{
        Kernel           = $kernel
        CountAfterKunmap = $with.CountAfterKunmap
        SameAddress      = $with.SameAddress
        WithFlush        = "'$($with.NextOwnerReads)'"
        WithoutFlush     = "'$($without.NextOwnerReads)'"
        Stale            = $without.Stale
        KmapFlushes      = $after.TlbFlushes - $before.TlbFlushes
        SlotsScanned     = $after.PkmapSlotsScanned - $before.PkmapSlotsScanned
        AtomicFlushes    = $atomic.TlbFlushesOne - $after.TlbFlushesOne
        Sleepers         = $sleepers
        Woken            = @($woken).Count
        StillAsleep      = (Get-I386Machine $sound).KmapSleepers
    }
    $sound, $broken | Remove-I386Machine
}
$rows | Export-Csv $Path

'A page with a secret is unmapped, its slot goes round to another page, and the new owner reads 8 bytes:' | Out-Host
$rows | Format-Table Kernel, CountAfterKunmap, SameAddress, WithFlush, WithoutFlush, Stale | Out-Host
"What $Pages mappings cost: kmap flushes all TLBs at each wrap, kmap_atomic one page of one TLB each time:" | Out-Host
$rows | Format-Table Kernel, KmapFlushes, SlotsScanned, AtomicFlushes | Out-Host
'All slots are held and tasks sleep for want of one; then a slot is released. All are woken, and go to sleep again but for one:' | Out-Host
$rows | Format-Table Kernel, Sleepers, Woken, StillAsleep | Out-Host
@"
The count stays 1 after the last kunmap because some TLB may hold the address still. Without the flush the next owner
reads through that old translation.
$(@($rows).Count) rows are in $Path
"@ | Out-Host
