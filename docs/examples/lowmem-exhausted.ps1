#requires -Version 7.4

<#
.SYNOPSIS
    Uses up low memory with kernel buffers and page tables while high memory stays free, on each kernel.
.DESCRIPTION
    The kernel reaches page tables, slabs and stacks through the direct map only, so all of them come from the lower
    896 MB, whatever there is above. Takes 512 MB as buffers of 128 KB, the largest that kmalloc of the older kernels
    gives, then page tables until the kernel refuses; writes a row for each 64 MB taken and tells what is left where.
    Needs the module HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER MemorySize
    RAM of the machines.
.PARAMETER Path
    The CSV file to write the rows to; by default in the folder for temporary files.
.EXAMPLE
    ./docs/examples/lowmem-exhausted.ps1
.EXAMPLE
    ./docs/examples/lowmem-exhausted.ps1 -MemorySize 8GB -Path lowmem.csv; Import-Csv lowmem.csv | Format-Table
#>
[CmdletBinding()]
param(
    [long] $MemorySize = 2GB,
    [string] $Path = (Join-Path ([IO.Path]::GetTempPath()) 'lowmem-exhausted.csv')
)

$ErrorActionPreference = 'Stop'
$consumers = @(
    @{ Caller = 'kmalloc'; Size = 128KB; Most = 512MB }
    @{ Caller = 'pte_alloc_one'; Size = 4KB; Most = 4GB } # page tables, a page each
)
$last = [Collections.Generic.List[object]]::new()

$rows = foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine $MemorySize -Kernel $kernel.Version
    $taken = @{ kmalloc = 0; pte_alloc_one = 0 }
    foreach ($consumer in $consumers) {
        $request = @{
            Gfp           = 'GFP_KERNEL'
            Count         = 64MB / $consumer.Size
            ErrorAction   = 'SilentlyContinue'
            ErrorVariable = 'refusal'
        }
        do {
            $got = if ($consumer.Caller -eq 'kmalloc') {
                Invoke-Kmalloc $consumer.Size @request
            }
            else {
                Invoke-AllocPages 0 -Caller $consumer.Caller @request
            }
            $taken[$consumer.Caller] += @($got).Count
            $dma, $normal, $high = Get-MemoryZone
            [pscustomobject]@{
                Kernel     = $kernel.Version
                Caller     = $consumer.Caller
                Buffers    = $taken.kmalloc
                PageTables = $taken.pte_alloc_one
                DmaFree    = $dma.Free
                NormalFree = $normal.Free
                HighFree   = $high.Free
                Refused    = $refusal.Count -gt 0
            }
        } until ($refusal -or ($taken[$consumer.Caller] * $consumer.Size) -ge $consumer.Most)
    }

    # A program's page may still lie in high memory. The page table that would map it may not.
    $page = Invoke-AllocPages 0 GFP_HIGHUSER -Caller do_anonymous_page
    $last.Add(
        [pscustomobject]@{
            Kernel      = $kernel.Version
            Buffers     = $taken.kmalloc
            PageTables  = $taken.pte_alloc_one
            DmaLeft     = $dma.Free
            NormalLeft  = $normal.Free
            NormalMin   = $normal.Min
            HighFreeMB  = [int] ($high.Free * 4KB / 1MB)
            ProgramPage = $page.Zone
        }
    )
    Remove-I386Machine $machine
}
$rows | Export-Csv $Path

'Buffers of 128 KB, then page tables until low memory is gone. What is left, in pages:' | Out-Host
$last | Format-Table | Out-Host
@"
Each kernel refuses the next page table when Normal is down to its mark, and HighMem is untouched: page tables cannot
lie there. In DMA 2.4.21 leaves both marks and one, 2.6.31 the mark and lowmem_reserve, 2.6.9 the mark.
A page for a program is still to be had, from the zone in the last column.
$(@($rows).Count) rows are in $Path
"@ | Out-Host
