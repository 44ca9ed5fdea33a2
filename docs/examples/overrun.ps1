#requires -Version 7.4

<#
.SYNOPSIS
    A driver writes over the end of its buffer, a little and then too much: what each kernel notices.
.DESCRIPTION
    100 bytes were asked for. The first 3996 bytes behind them are in the same page and go unnoticed; then comes the
    guard page. The direct map has no guard page, but a hole of 8 MB at its end. A machine that is booted without guard
    pages shows what would happen then: the neighbour is overwritten. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.EXAMPLE
    ./docs/examples/overrun.ps1
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'

# Writes and tells what became of it, with what the kernel printed.
function Test-Write($Machine, $Address, [int] $Count, [string] $What) {
    $before = @(Get-KernelLog $Machine).Count
    Write-KernelMemory $Address ([byte[]]::new($Count)) -Machine $Machine -ErrorAction SilentlyContinue -ErrorVariable oops
    $end = if ($oops) { 'oops' } else { 'unnoticed' }
    "  $What, $Count bytes at ${Address}: $end"
    Get-KernelLog $Machine | Select-Object -Skip $before | ForEach-Object { "      $_" }
}

$choices = foreach ($kernel in Get-KernelProfile) { 'None', 'NoGuardPage' | ForEach-Object { , ($kernel, $_) } }
foreach ($choice in $choices) {
    $kernel, $break = $choice
    $break -eq 'None' ? "Linux $kernel" : "Linux $kernel, without guard pages"
    $machine = New-I386Machine 512MB -Kernel $kernel.Version -Break $break
    $first, $second = 100, 100 | Invoke-Vmalloc
    Write-KernelMemory $second -Text 'the neighbour'
    Test-Write $machine $first.Address 100 'Within the buffer'
    Test-Write $machine ($first.Address + 100) 100 'Behind it, in the same page'
    Test-Write $machine ($first.Address + 4090) 10 'Over the end of the page'
    Test-Write $machine ($machine.HighMemory - 2) 4 'Over the end of the direct map'
    $text = (Read-KernelMemory $second 13).Text
    $state = $text -eq 'the neighbour' ? 'still holds' : 'now holds'
    "  The next area begins $($second.Address - $first.Address) bytes after the first and $state '$text'."
    "  The machine is sound: $(Test-I386Machine -Quiet)"
    Remove-I386Machine $machine
}
