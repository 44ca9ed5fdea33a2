#requires -Version 7.4

<#
.SYNOPSIS
    The PowerShell that is running, as a command that starts another one.
.DESCRIPTION
    One that came as a .NET tool runs inside dotnet; build.sh has put it on the PATH.
.EXAMPLE
    & (./build/Find-PowerShell.ps1) -NoProfile -Command '$PSVersionTable'
#>
[CmdletBinding()]
param()

$program = [Environment]::ProcessPath
(Split-Path $program -LeafBase) -eq 'pwsh' ? $program : 'pwsh'
