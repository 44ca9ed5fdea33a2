#requires -Version 7.4

<#
.SYNOPSIS
    Reads a real /proc/vmallocinfo, looks at its holes, and goes on from there on an emulated machine.
.DESCRIPTION
    The dump is that of a 1 GB machine with a 2.6.27 kernel. The machine is set up with the same areas at the same
    addresses; then it is asked what a driver may still ask for.
.PARAMETER Path
    The dump; by default one of the project's own tests.
.EXAMPLE
    ./docs/examples/real-dump.ps1
#>
[CmdletBinding()]
param([string] $Path = "$PSScriptRoot/../../tests/data/vmallocinfo-boots/2.6.27.7-slackware-highmem4g-1024-none.txt")

Write-Host "`nWhat the real machine had, and why each area lies where it lies:"
$areas = Import-VmallocInfo $Path
$areas | Format-Table Address, Size, Placement, Caller

Write-Host 'Its holes, and its figures beside those of its own meminfo:'
$areas | Get-VmGap | Format-Table Address, End, Size, After
$areas | Measure-Vmalloc | Format-List Total, Used, MeminfoUsed, UsedAgrees, LargestRequest, ExternalFragmentation

Write-Host 'The same areas on a machine of the same memory map: do 16 MB and then 100 MB still fit?'
New-I386Machine -BootLog $Path -VmallocInfo $Path -WarningAction SilentlyContinue | Out-Null
16MB, 100MB | Invoke-Vmalloc -ErrorAction SilentlyContinue | Format-Table Address, Size, Pages
'{0:N1} MB are the most that fits now.' -f ((Measure-Vmalloc).LargestRequest / 1MB)
