#requires -Version 7.4
#requires -Modules Microsoft.PowerShell.PlatyPS

<#
.SYNOPSIS
    Makes the MAML that Get-Help reads out of the markdown pages of the commands.
.DESCRIPTION
    PlatyPS makes it; what it leaves to wish for is mended: an example's code and output keep their blanks and empty
    lines, a paragraph is one line for Get-Help to wrap, parameters have their defaults, and marks of markdown are
    gone.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string[]] $Path,
    [Parameter(Mandatory)] [string] $OutputFolder
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
# Get-Help drops empty lines at the ends of a text, but not a space without width.
$blank = [string][char]0x200b

function ConvertTo-Plain([string] $Markdown) {
    $text = $Markdown -replace '\r' -replace '(?<=\S)\n(?=\S)(?!- |\d+\. |\| )', ' '
    $text -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`'
}

function Add-Paragraph([Xml.XmlElement] $Parent, [string] $Markdown) {
    foreach ($paragraph in $Markdown -split '\n\s*\n' | Where-Object { $_.Trim() }) {
        $element = $Parent.OwnerDocument.CreateElement('maml', 'para', $maml)
        $element.InnerText = ConvertTo-Plain $paragraph.Trim()
        $null = $Parent.AppendChild($element)
    }
}

# The blocks of an example in a row are its code; the text before them introduces it, the text behind remarks on it.
function Repair-Example([Xml.XmlElement] $Element, [string] $Markdown) {
    $parts = [regex]::Split($Markdown -replace '\r', '(?m)^```\w*\n([\s\S]*?)^```$')
    $code = for ($i = 1; $i -lt $parts.Count; $i += 2) { $parts[$i].TrimEnd("`n") }
    $introduction = $Element.SelectSingleNode('*[local-name()="introduction"]')
    $introduction.RemoveAll()
    Add-Paragraph $introduction "$($parts[0])`n`n$blank"
    $Element.SelectSingleNode('*[local-name()="code"]').InnerText = "$blank`n" + ($code -join "`n`n")
    $remarks = $Element.SelectSingleNode('*[local-name()="remarks"]')
    for ($i = 2; $i -lt $parts.Count; $i += 2) { Add-Paragraph $remarks $parts[$i] }
    Add-Paragraph $remarks $blank
}

# The default is lost, and a parameter that one of several sets requires is called required.
function Repair-Parameter([Xml.XmlElement] $Element, $Parameter) {
    if ($Parameter.ParameterSets.IsRequired -contains $false) { $Element.SetAttribute('required', 'false') }
    if ($Parameter.DefaultValue) {
        $default = $Element.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)
        $default.InnerText = $Parameter.DefaultValue
        $null = $Element.AppendChild($default)
    }
}

$pages = Import-MarkdownCommandHelp $Path | ForEach-Object { $_ }
$file = $pages | Export-MamlCommandHelp -OutputFolder $OutputFolder -Force | ForEach-Object { $_ } | Select-Object -First 1
$xml = [xml]::new()
$xml.Load($file.FullName)
foreach ($command in $xml.DocumentElement.ChildNodes) {
    $name = $command.SelectSingleNode('*/*[local-name()="name"]').InnerText
    $page = $pages | Where-Object Title -EQ $name
    foreach ($paragraph in $command.SelectNodes('.//*[local-name()="para"]')) {
        $paragraph.InnerText = ConvertTo-Plain $paragraph.InnerText
    }
    $examples = @($command.SelectNodes('*/*[local-name()="example"]'))
    for ($i = 0; $i -lt $examples.Count; $i++) { Repair-Example $examples[$i] $page.Examples[$i].Remarks }
    foreach ($parameter in $command.SelectNodes('*[local-name()="parameters"]/*')) {
        $name = $parameter.SelectSingleNode('*[local-name()="name"]').InnerText
        Repair-Parameter $parameter ($page.Parameters | Where-Object Name -EQ $name)
    }
    # A file beside this one is no link in a console.
    foreach ($uri in $command.SelectNodes('.//*[local-name()="uri"][not(starts-with(., "https:"))]')) { $uri.InnerText = '' }
}
$xml.Save($file.FullName)
$file
