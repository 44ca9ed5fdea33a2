#requires -Version 7.4

<#
.SYNOPSIS
    Runs the examples of the documentation and sets what they print beside what the pages say they print.
.DESCRIPTION
    An example is a ```powershell block; the ```output block behind it, if there is one, is what it prints, 100
    columns wide. Blocks under one heading share a session, in an empty folder. Emits Page, Title, Line, Expected and
    Actual for each block; the two texts are equal where the documentation is true.
    The module is the built one, out/HighmemTools.
.PARAMETER Path
    Markdown files; by default README.md and the pages of docs.
.PARAMETER Update
    Writes what the examples print into the pages.
.EXAMPLE
    ./build/Examples.ps1 | Where-Object { $_.Actual -cne $_.Expected }
#>
[CmdletBinding()]
param(
    [string[]] $Path = @("$PSScriptRoot/../README.md", "$PSScriptRoot/../docs/*.md", "$PSScriptRoot/../docs/en-US/*.md"),
    [switch] $Update
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$module = Resolve-Path "$PSScriptRoot/../out/HighmemTools"
$mark = [string][char]0x1e

# Each block under its heading, with the lines of its output block: from OutputStart, OutputCount of them.
function Get-Block([string] $File) {
    $lines = [IO.File]::ReadAllLines($File)
    $title = ''
    for ($i = 0; $i -lt $lines.Count; $i++) {
        if ($lines[$i] -match '^#+ +(.+)') { $title = $Matches[1] }
        if ($lines[$i] -notmatch '^```(\w*)') { continue }
        $language = $Matches[1]
        $start = $i + 1
        do { $i++ } until ($lines[$i] -eq '```')
        if ($language -ne 'powershell') { continue }
        $block = [ordered]@{
            File        = $File
            Title       = $title
            Line        = $start
            Code        = $lines[$start..($i - 1)] -join "`n"
            OutputStart = -1
            OutputCount = 0
            Expected    = ''
            Actual      = ''
        }
        if ($i + 2 -lt $lines.Count -and $lines[$i + 1] -eq '' -and $lines[$i + 2] -eq '```output') {
            $block.OutputStart = $i + 3
            for ($i += 3; $lines[$i] -ne '```'; $i++) { $block.OutputCount++ }
            $block.Expected = $lines[$block.OutputStart..($i - 1)] -join "`n"
        }
        [pscustomobject]$block
    }
}

# Runs in a process of its own, so that what goes straight to the console (-WhatIf) is caught in its place.
$run = {
    param([string] $Blocks, [string] $Module, [string] $Mark)
    $ErrorActionPreference = 'Stop'
    $PSStyle.OutputRendering = 'PlainText'
    function Invoke-Statement($Runspace, [string] $Text) {
        $shell = [powershell]::Create($Runspace)
        $null = $shell.AddScript($Text)
        $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
        $null = $shell.AddCommand('Out-String').AddParameter('Width', 100)
        try { $shell.Invoke() }
        catch {
            $shell = [powershell]::Create($Runspace).AddCommand('Out-String').AddParameter('Width', 100)
            $shell.Invoke(@($_.Exception.InnerException.ErrorRecord))
        }
    }
    $runspace = $session = $null
    $folders = [Collections.Generic.List[string]]::new()
    foreach ($block in Get-Content $Blocks -Raw | ConvertFrom-Json) {
        if ($block.Session -cne $session) {
            $session = $block.Session
            $folders.Add([IO.Directory]::CreateTempSubdirectory('highmem-').FullName)
            $runspace = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
            $runspace.InitialSessionState.ImportPSModule($Module)
            $runspace.Open()
            $null = [powershell]::Create($runspace).AddCommand('Set-Location').AddArgument($folders[-1]).Invoke()
        }
        [Console]::Out.WriteLine($Mark)
        $script = [Management.Automation.Language.Parser]::ParseInput($block.Code, [ref]$null, [ref]$null)
        foreach ($statement in $script.EndBlock.Statements) {
            [Console]::Out.Write((Invoke-Statement $runspace $statement.Extent.Text))
        }
    }
    $folders | Remove-Item -Recurse
}

$blocks = @(Convert-Path $Path | Select-Object -Unique | ForEach-Object { Get-Block $_ })
$json = New-TemporaryFile
ConvertTo-Json @($blocks | Select-Object Code, @{ n = 'Session'; e = { "$($_.File)#$($_.Title)" } }) | Set-Content $json
$printed = (& (& "$PSScriptRoot/Find-PowerShell.ps1") -NoProfile -NonInteractive -Command "& { $run } '$json' '$module' '$mark'") -join "`n"
Remove-Item $json

$texts = @($printed -split "$mark\n?" | Select-Object -Skip 1)
for ($i = 0; $i -lt $blocks.Count; $i++) {
    $plain = $texts[$i] -replace '\e\[[\d;]*m' -replace '[ \t]+(?=\n|$)' -replace '\n{3,}', "`n`n"
    $blocks[$i].Actual = $plain.Trim("`n")
}
if ($Update) {
    foreach ($page in $blocks | Group-Object File) {
        $lines = [Collections.Generic.List[string]][IO.File]::ReadAllLines($page.Name)
        foreach ($block in $page.Group | Where-Object OutputStart -GE 0 | Sort-Object Line -Descending) {
            $lines.RemoveRange($block.OutputStart, $block.OutputCount)
            $lines.InsertRange($block.OutputStart, [string[]]($block.Actual -split "`n"))
        }
        [IO.File]::WriteAllText($page.Name, ($lines -join "`n") + "`n")
    }
}
$blocks | Select-Object @{ n = 'Page'; e = { Split-Path $_.File -Leaf } }, Title, Line, Expected, Actual
