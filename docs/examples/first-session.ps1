#requires -Version 7.4

<#
.SYNOPSIS
    A first session: two areas, an overrun, high memory, a full window, an audit and a picture.
.DESCRIPTION
    Boots three machines and tells what happens, step by step. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.EXAMPLE
    ./build.ps1 Demo
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$script:step = 0

function Write-Step([string] $Text) {
    $script:step++
    Write-Host "`n$($script:step). $Text" -ForegroundColor Cyan
}

# Two areas of 100 bytes take 8 KB each: a page for the bytes and a guard page that is never mapped.
Write-Step 'A machine with 512 MB of memory boots Linux 2.4.21.'
$old = New-I386Machine 512MB -Kernel 2.4.21 -Name old
Get-KernelLog | Where-Object Text -Match 'MEM available|^Memory:' | Out-Host

Write-Step 'Two vmallocs of 100 bytes each lie 8 KB apart.'
$first, $second = 100, 100 | Invoke-Vmalloc
Get-VmList | Out-Host
"They lie $($second.Address - $first.Address) bytes apart." | Out-Host

Write-Step 'A driver writes 10 bytes at offset 4090 of the first area, 4 more than its page has. The guard page catches it.'
$before = @(Get-KernelLog).Count
Write-KernelMemory ($first.Address + 4090) ([byte[]]::new(10)) -ErrorAction SilentlyContinue -ErrorVariable oops
"The error: $($oops[0].FullyQualifiedErrorId)" | Out-Host
Get-KernelLog | Select-Object -Skip $before | Out-Host

Write-Step 'The same on Linux 2.6.31: this kernel leaves one more page free before the next area, so they lie 12 KB apart.'
New-I386Machine 512MB -Kernel 2.6.31 -Name new | Out-Null
$first, $second = 100, 100 | Invoke-Vmalloc
Get-VmList | Out-Host
"They lie $($second.Address - $first.Address) bytes apart." | Out-Host

Write-Step 'A machine with 1.5 GB. The pages of a vmalloc need no fixed address, so they come from high memory.'
$large = New-I386Machine 1.5GB -Kernel 2.6.31 -Name large
Invoke-Vmalloc 4MB | Resolve-VirtualAddress | Format-List Address, PhysicalAddress, PageFrame | Out-Host
"Low memory ends at page frame $($large.MaxLowPfn); $($large.PagesFromHighMem) pages came from the HighMem zone." | Out-Host

Write-Step 'Vmallocs of 1 MB until one fails: memory is free, but there is no address for it.'
$areas = Invoke-Vmalloc 1MB -Count 1000 -ErrorAction SilentlyContinue -ErrorVariable failure
"$($areas.Count) succeeded. Then: $failure" | Out-Host
"$([Math]::Floor(($large.LowFreePages + $large.HighFreePages) * 4KB / 1MB)) MB of memory are free." | Out-Host
Measure-Vmalloc | Out-Host

Write-Step 'Every count, list and page-table entry is derived anew and compared.'
$findings = @($old, $large | Test-I386Machine)
$findings | Out-Host
"$($findings.Count) differences." | Out-Host

Write-Step "And this is the kernel's part of the address space of the first machine."
Show-MemoryLayout -Machine $old
