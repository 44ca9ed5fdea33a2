#!/usr/bin/env pwsh
#requires -Version 7.4

<#
.SYNOPSIS
    Builds, tests and packs HighmemTools. build.sh is the way in where PowerShell may be missing.
.DESCRIPTION
    Build    leaves the ready module in out/HighmemTools, with help when Microsoft.PowerShell.PlatyPS is available.
    Test     runs xUnit, Pester on the built module, and PSScriptAnalyzer; ends with one line of totals.
    Demo     runs the first session of the documentation.
    Docs     makes the help of the built module out of docs/en-US.
    Bench    runs the benchmarks.
    Package  makes artifacts/package/HighmemTools-<version>.zip out of the built module.
    Clean    removes everything that was built.
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Docs', 'Bench', 'Package', 'Clean')]
    [string[]] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSNativeCommandUseErrorActionPreference = $true
Set-StrictMode -Version 3
Set-Location $PSScriptRoot
$pwsh = ./build/Find-PowerShell.ps1
$module = Join-Path $PSScriptRoot 'out/HighmemTools'

# Finds a module, or tries once to install it for the user. Says in one line why there is none.
function Get-Tool([string] $Name, [version] $Minimum, [version] $Below, [string] $Otherwise) {
    $find = {
        Get-Module $Name -ListAvailable |
            Where-Object { $_.Version -ge $Minimum -and $_.Version -lt $Below } |
            Select-Object -First 1
    }
    $found = & $find
    if (-not $found) {
        try {
            # An unreachable gallery is asked once and briefly: installing would try for minutes.
            Get-PSResourceRepository PSGallery | ForEach-Object { $null = Invoke-WebRequest $_.Uri -TimeoutSec 10 }
            Install-PSResource $Name -Version "[$Minimum,$Below)" -Scope CurrentUser -TrustRepository -Quiet
            $found = & $find
        }
        catch { Write-Verbose "$_" }
    }
    if (-not $found) { $found = Restore-Tool $Name }
    if (-not $found) {
        Write-Host "$Name $Minimum is neither installed nor to be had from the PowerShell Gallery or NuGet: $Otherwise."
    }
    $found
}

# The module out of its NuGet package, where there is one (build/packages), kept in .tools.
function Restore-Tool([string] $Name) {
    $project = "build/packages/$Name.csproj"
    if (-not (Test-Path $project)) { return }
    $PSNativeCommandUseErrorActionPreference = $false
    $null = dotnet restore $project --packages .tools/modules -p:ImportDirectoryBuildProps=false `
        -p:ImportDirectoryPackagesProps=false -p:BaseIntermediateOutputPath=$PWD/artifacts/obj/$Name/
    Get-Module ".tools/modules/$($Name.ToLowerInvariant())/*/tools/$Name.psd1" -ListAvailable | Select-Object -First 1
}

function Build-Module([string] $Project) {
    dotnet msbuild $Project -restore -p:Configuration=Release -warnaserror -v:quiet -nologo
    Invoke-Docs
}

function Invoke-Build {
    Build-Module HighmemTools.slnx
    Write-Host 'The module is in out/HighmemTools.'
}

function Invoke-Docs {
    if (-not (Test-Path docs/en-US/*-*.md)) { return }
    $platy = Get-Tool Microsoft.PowerShell.PlatyPS 1.0 2.0 'the module has no help'
    if (-not $platy) { return }
    Import-Module $platy
    $null = New-Item "$module/en-US" -ItemType Directory -Force
    ./build/Export-Help.ps1 (Get-ChildItem docs/en-US/*-*.md).FullName artifacts/maml |
        Copy-Item -Destination "$module/en-US"
}

function Invoke-Test {
    Remove-Item TestResults -Recurse -Force -ErrorAction Ignore
    Build-Module HighmemTools.slnx
    # Every runner runs, whatever the one before it found.
    $PSNativeCommandUseErrorActionPreference = $false
    dotnet test tests/Highmem.Tests -c Release --no-build `
        --results-directory TestResults --logger 'trx;LogFileName=xunit.trx'
    $failures = $LASTEXITCODE

    if (-not (Test-Path tests/HighmemTools.Tests/*.Tests.ps1)) { Write-Host 'There are no Pester tests.' }
    elseif ($pester = Get-Tool Pester 5.5 6.0 'its tests count as skipped') {
        # A fresh process: the module is loaded as a user loads it, and its DLLs are let go afterwards.
        $env:HIGHMEM_PESTER = $pester.Path
        & $pwsh -NoProfile -NonInteractive -Command {
            Import-Module $env:HIGHMEM_PESTER
            Import-Module ./out/HighmemTools -ErrorAction Stop
            Invoke-Pester -Configuration @{
                Run        = @{ Path = 'tests/HighmemTools.Tests'; Exit = $true }
                TestResult = @{ Enabled = $true; OutputFormat = 'NUnit3'; OutputPath = 'TestResults/pester.xml' }
            }
        }.ToString()
        $failures += $LASTEXITCODE
    }
    if (Get-Tool PSScriptAnalyzer 1.22 2.0 'scripts go unchecked') { $failures += Invoke-Lint }

    dotnet run build/TestSummary.cs
    $failures += $LASTEXITCODE
    if ($failures) { exit 1 }
}

# The manifest is read where it is used, beside its DLLs.
function Invoke-Lint {
    $scripts = @('build.ps1', "$module/HighmemTools.psd1") +
        @(Get-ChildItem build, docs/examples, tests -Recurse -Include *.ps1, *.psm1 -ErrorAction Ignore | ForEach-Object FullName)
    # Builds and examples talk to people through Write-Host; Pester's blocks share variables in a way no rule follows.
    $without = 'PSAvoidUsingWriteHost', 'PSUseSingularNouns', 'PSUseDeclaredVarsMoreThanAssignments'
    $found = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer $_ -Severity Error, Warning -ExcludeRule $without })
    $found | Format-List Severity, RuleName, ScriptName, Line, Message | Out-Host
    $found.Count
}

# In a fresh process, as text: objects that cross a process lose their format.
function Invoke-Demo {
    Build-Module src/HighmemTools
    & $pwsh -NoProfile -NonInteractive -Command {
        Import-Module ./out/HighmemTools -ErrorAction Stop
        ./docs/examples/first-session.ps1
    }.ToString()
}

function Invoke-Bench { dotnet run -c Release --project tests/Benchmarks }

function Invoke-Package {
    Build-Module src/HighmemTools
    dotnet msbuild src/HighmemTools -t:PackageModule -p:Configuration=Release
}

function Invoke-Clean {
    Remove-Item artifacts, out, TestResults, BenchmarkDotNet.Artifacts -Recurse -Force -ErrorAction Ignore
}

foreach ($name in $Task) { & "Invoke-$name" }
