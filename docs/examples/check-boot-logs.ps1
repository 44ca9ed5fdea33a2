#requires -Version 7.4

<#
.SYNOPSIS
    Recomputes every number of boot logs and sums the checks up, one row per log.
.DESCRIPTION
    Without a path it boots some machines, saves their logs, changes one number in one of them, and checks those, which
    shows what a log that does not add up looks like. Mismatches are told line by line. Needs the module HighmemTools:
    Import-Module ./out/HighmemTools
.PARAMETER Path
    Boot logs of real machines; wildcards are allowed.
.EXAMPLE
    ./docs/examples/check-boot-logs.ps1 | Format-Table
.EXAMPLE
    ./docs/examples/check-boot-logs.ps1 -Path ./tests/data/bootlogs/*.txt | Format-Table
#>
[CmdletBinding()]
param([string[]] $Path)

$ErrorActionPreference = 'Stop'
$folder = $null
if (-not $Path) {
    $folder = [IO.Directory]::CreateTempSubdirectory('bootlogs-')
    foreach ($kernel in Get-KernelProfile) {
        foreach ($size in 256MB, 1GB, 4GB) {
            $machine = New-I386Machine $size -Kernel $kernel.Version
            Get-KernelLog | ForEach-Object Text | Set-Content "$folder/$kernel-$($size / 1MB)M.txt"
            Remove-I386Machine $machine
        }
    }
    (Get-Content "$folder/2.6.9-1024M.txt") -replace '^896MB LOWMEM', '890MB LOWMEM' | Set-Content "$folder/2.6.9-1024M-altered.txt"
    $Path = "$folder/*.txt"
}

Test-BootLog $Path | Group-Object File | ForEach-Object {
    $results = $_.Group | Group-Object Result -AsHashTable -AsString
    [pscustomobject]@{
        Log          = Split-Path $_.Name -Leaf
        Numbers      = $_.Count
        Match        = @($results['Match']).Where{ $_ }.Count
        NotDerivable = @($results['NotDerivable']).Where{ $_ }.Count
        Mismatch     = @($results['Mismatch']).Where{ $_ }.Count
        Why          = @($results['Mismatch']).Where{ $_ }.ForEach{
            "line $($_.LineNumber): $($_.Quantity) is $($_.Printed), not $($_.Computed)"
        } -join '; '
    }
}
if ($folder) { Remove-Item $folder -Recurse }
