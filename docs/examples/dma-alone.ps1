#requires -Version 7.4

<#
.SYNOPSIS
    Uses up the DMA zone: requests for DMA memory fail while all others succeed, on each kernel.
.DESCRIPTION
    A device on the ISA bus reaches the lower 16 MB only, and a request for them has nowhere to fall to. Takes buffers
    of 64 KB, then single pages, then single pages as an interrupt handler would, and tries the other zones. Writes a
    row for each request. Needs the module HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER Path
    The CSV file to write the rows to; by default in the folder for temporary files.
.EXAMPLE
    ./docs/examples/dma-alone.ps1
.EXAMPLE
    ./docs/examples/dma-alone.ps1 -Path dma.csv; Import-Csv dma.csv | Where-Object Zone -EQ DMA | Format-Table
#>
[CmdletBinding()]
param(
    [long] $MemorySize = 2GB,
    [string] $Path = (Join-Path ([IO.Path]::GetTempPath()) 'dma-alone.csv')
)

$ErrorActionPreference = 'Stop'
$requests = @(
    @{ Order = 4; Gfp = 'GFP_KERNEL', '__GFP_DMA'; Count = 10000 }
    @{ Order = 0; Gfp = 'GFP_KERNEL', '__GFP_DMA'; Count = 10000 }
    @{ Order = 0; Gfp = 'GFP_ATOMIC', '__GFP_DMA'; Count = 10000 }
    @{ Order = 4; Gfp = 'GFP_KERNEL'; Count = 1 }
    @{ Order = 4; Gfp = 'GFP_HIGHUSER'; Count = 1 }
)

$rows = foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine $MemorySize -Kernel $kernel.Version
    foreach ($request in $requests) {
        $blocks = @(Invoke-AllocPages @request -Caller request_dma -ErrorAction SilentlyContinue -ErrorVariable refusal)
        $dma, $normal, $high = Get-MemoryZone
        [pscustomobject]@{
            Kernel      = $kernel.Version
            Gfp         = $request.Gfp -join '|'
            Order       = $request.Order
            Granted     = $blocks.Count
            Zone        = @($blocks.Zone | Select-Object -Unique) -join ' '
            Refused     = $refusal.Count -gt 0
            DmaFree     = $dma.Free
            NormalFree  = $normal.Free
            HighFree    = $high.Free
        }
    }
    Remove-I386Machine $machine
}
$rows | Export-Csv $Path

'Requests in turn, each until it is refused; the last two once. Free pages are those after it:' | Out-Host
$columns = 'Gfp', 'Order', 'Granted', 'Zone', 'Refused', 'DmaFree', 'NormalFree', 'HighFree'
$rows | Format-Table $columns -GroupBy Kernel | Out-Host
@"
A request for DMA memory is refused at the mark of that zone, 32, 4 or 16 pages; one that cannot wait goes deeper and
is refused in its turn. Nothing of this is seen by the others, for whom there are hundreds of megabytes.
$(@($rows).Count) rows are in $Path
"@ | Out-Host
