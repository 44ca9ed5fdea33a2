#requires -Version 7.4

<#
.SYNOPSIS
    Follows a request for high memory down to Normal and DMA, until the reserve stops it, on each kernel.
.DESCRIPTION
    Pages of programs may lie anywhere, so they are taken from HighMem first, then from Normal, then from DMA: never
    the other way. How much the lower zones keep is where the kernels differ. Writes a row for each 64 MB taken and
    tells what is left in each zone and why. Needs the module HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER Path
    The CSV file to write the rows to; by default in the folder for temporary files.
.EXAMPLE
    ./docs/examples/highmem-fallback.ps1
.EXAMPLE
    ./docs/examples/highmem-fallback.ps1 -MemorySize 1GB -Path fallback.csv; Import-Csv fallback.csv | Format-Table
#>
[CmdletBinding()]
param(
    [long] $MemorySize = 2GB,
    [string] $Path = (Join-Path ([IO.Path]::GetTempPath()) 'highmem-fallback.csv')
)

$ErrorActionPreference = 'Stop'
$rule = @{
    '2.4.21' = 'min of HighMem to here, and 1'
    '2.6.9'  = 'min'
    '2.6.31' = 'min and lowmem_reserve'
}
$last = [Collections.Generic.List[object]]::new()

$rows = foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine $MemorySize -Kernel $kernel.Version
    $taken = 0
    # Blocks of 16 pages while there are any, for speed; then single pages, down to the last.
    foreach ($order in 4, 0) {
        $request = @{ Order = $order; Gfp = 'GFP_HIGHUSER'; Count = 64MB / 4KB -shr $order }
        do {
            $blocks = @(Invoke-AllocPages @request -ErrorAction SilentlyContinue -ErrorVariable refusal)
            $taken += $blocks.Count -shl $order
            $dma, $normal, $high = Get-MemoryZone
            [pscustomobject]@{
                Kernel      = $kernel.Version
                Order       = $order
                Taken       = $taken
                TakenFrom   = @($blocks.Zone | Select-Object -Unique) -join ' '
                DmaFree     = $dma.Free
                NormalFree  = $normal.Free
                HighFree    = $high.Free
                Refused     = $refusal.Count -gt 0
            }
        } until ($refusal)
    }

    $sum = 1
    foreach ($zone in $high, $normal, $dma) {
        $sum += $zone.Min
        $last.Add(
            [pscustomobject]@{
                Kernel  = $kernel.Version
                Zone    = $zone.Name
                Left    = $zone.Free
                PerCpu  = $zone.PerCpu
                Allowed = $kernel.Version -eq '2.4.21' ? $sum : $zone.Min + $zone.ReserveHighMem
                Rule    = $rule[$kernel.Version]
            }
        )
    }
    Remove-I386Machine $machine
}
$rows | Export-Csv $Path

'GFP_HIGHUSER until it is refused. What is left, and what the kernel means to leave, in pages:' | Out-Host
$last | Format-Table | Out-Host
@"
2.6.9 gives programs the last of low memory: after this not even the kernel gets a page without reclaim. 2.4.21 and
2.6.31 save some of Normal and DMA. Where less is left than allowed, a per-CPU list has taken a whole batch at once.
$(@($rows).Count) rows are in $Path
"@ | Out-Host
