#requires -Version 7.4

<#
.SYNOPSIS
    Draws the kernel's part of the address space of several machines side by side, to scale, as an SVG file.
.DESCRIPTION
    One column per machine, from PAGE_OFFSET at the top to 4 GB at the bottom, with the size of each region that is
    large enough to write in. docs/images/layout.svg is what it draws without arguments. Needs the module
    HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER Path
    The file to write; without it the picture is emitted as text.
.EXAMPLE
    ./docs/examples/draw-layouts.ps1 -Path layout.svg
#>
[CmdletBinding()]
param([string] $Path)

$ErrorActionPreference = 'Stop'
$machines = @(
    @{ Kernel = '2.6.31'; MemorySize = 256MB }
    @{ Kernel = '2.6.31'; MemorySize = 512MB }
    @{ Kernel = '2.6.31'; MemorySize = 1GB }
    @{ Kernel = '2.6.31'; MemorySize = 4GB }
    @{ Kernel = '2.6.9'; MemorySize = 1GB }
    @{ Kernel = '2.4.21'; MemorySize = 1GB }
    @{ Kernel = '2.6.31'; MemorySize = 1GB; CommandLine = 'vmalloc=256M' }
)
$colours = @{
    DirectMap      = '#9bd29b'
    Hole           = '#e4e4e4'
    Vmalloc        = '#7fb8e0'
    PersistentKmap = '#d79ad7'
    BootFixmap     = '#c9c9f2'
    Fixmap         = '#8f8fe6'
    Reserved       = '#e08f8f'
}
$width, $gap, $top, $height = 92, 20, 58, 512   # 2 MB per pixel
$right = $gap + $machines.Count * ($width + $gap)

function ConvertTo-Megabyte([long] $Bytes) {
    [string]::Format([cultureinfo]::InvariantCulture, '{0:0.##} MB', $Bytes / 1MB)
}

$picture = @(
    "<svg xmlns=""http://www.w3.org/2000/svg"" width=""$right"" height=""$($top + $height + 70)"" font-family=""sans-serif"" font-size=""12"">"
    '<title>The kernel''s part of the address space of seven machines, 0xc0000000 to 4 GB, to scale</title>'
    '<rect width="100%" height="100%" fill="white"/>'
    for ($i = 0; $i -lt $machines.Count; $i++) {
        $options = $machines[$i]
        $machine = New-I386Machine @options
        $x = $gap + $i * ($width + $gap)
        $middle = $x + $width / 2
        $size = if ($options.MemorySize -lt 1GB) { "$($options.MemorySize / 1MB) MB" } else { "$($options.MemorySize / 1GB) GB" }
        "<text x=""$middle"" y=""20"" text-anchor=""middle"" font-weight=""bold"">$size</text>"
        "<text x=""$middle"" y=""35"" text-anchor=""middle"">Linux $($machine.Kernel)</text>"
        "<text x=""$middle"" y=""50"" text-anchor=""middle"">$($machine.CommandLine)</text>"
        foreach ($region in Get-MemoryLayout) {
            $from = $top + ($region.Start - $machine.PageOffset) / 2MB
            $high = [Math]::Max(1, $region.Size / 2MB)
            $numbers = $from, $high | ForEach-Object { $_.ToString('0.###', [cultureinfo]::InvariantCulture) }
            "<rect x=""$x"" y=""$($numbers[0])"" width=""$width"" height=""$($numbers[1])"" fill=""$($colours["$($region.Kind)"])""/>"
            if ($high -ge 30 -and $region.Kind -ne 'Hole') {
                $y = [Math]::Round($from + $high / 2)
                "<text x=""$middle"" y=""$($y - 2)"" text-anchor=""middle"">$($region.Name)</text>"
                "<text x=""$middle"" y=""$($y + 12)"" text-anchor=""middle"">$(ConvertTo-Megabyte $region.Size)</text>"
            }
        }
        "<rect x=""$x"" y=""$top"" width=""$width"" height=""$height"" fill=""none"" stroke=""#555""/>"
        Remove-I386Machine $machine
    }
    $x = $gap
    foreach ($entry in 'DirectMap lowmem', 'Hole hole', 'Vmalloc vmalloc', 'PersistentKmap pkmap (kmap slots)', 'BootFixmap fixmap of boot', 'Fixmap fixmap') {
        $kind, $label = $entry -split ' ', 2
        "<rect x=""$x"" y=""$($top + $height + 20)"" width=""14"" height=""14"" fill=""$($colours[$kind])"" stroke=""#555""/>"
        "<text x=""$($x + 20)"" y=""$($top + $height + 32)"">$label</text>"
        $x += 44 + 7 * $label.Length
    }
    "<text x=""$gap"" y=""$($top + $height + 56)"">0xc0000000 is at the top, 4 GB at the bottom; a pixel is 2 MB.</text>"
    '</svg>'
)
if ($Path) { $picture | Set-Content $Path } else { $picture }
