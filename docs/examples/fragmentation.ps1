#requires -Version 7.4

<#
.SYNOPSIS
    Allocates and frees areas of mixed sizes and follows how vmalloc space breaks into pieces.
.DESCRIPTION
    The same seed gives the same areas on every run and every kernel, so that the kernels can be compared. Emits a row
    after each hundred steps. Needs the module HighmemTools: Import-Module ./out/HighmemTools
.PARAMETER Steps
    How many areas are asked for. Before each one, a random area is freed once half of the space is taken.
.PARAMETER Seed
    The seed of the random numbers.
.EXAMPLE
    ./docs/examples/fragmentation.ps1 | Format-Table
.EXAMPLE
    ./docs/examples/fragmentation.ps1 -Steps 2000 -Seed 7 | Export-Csv fragmentation.csv
#>
[CmdletBinding()]
param(
    [int] $Steps = 600,
    [int] $Seed = 1
)

$ErrorActionPreference = 'Stop'
$sizes = 4KB, 8KB, 16KB, 64KB, 256KB, 1MB, 2MB
foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine 2GB -Kernel $kernel.Version
    $random = [Random]::new($Seed)
    $live = [Collections.Generic.List[object]]::new()
    $bytes = 0
    $failed = 0
    for ($step = 1; $step -le $Steps; $step++) {
        while ($bytes -gt 44MB) {
            $index = $random.Next($live.Count)
            Invoke-Vfree $live[$index]
            $bytes -= $live[$index].Size
            $live.RemoveAt($index)
        }
        $area = Invoke-Vmalloc $sizes[$random.Next($sizes.Count)] -ErrorAction SilentlyContinue
        if ($area) {
            $live.Add($area)
            $bytes += $area.Size
        }
        else { $failed++ }
        if ($step % 100 -eq 0) {
            Measure-Vmalloc | Select-Object @{ n = 'Kernel'; e = { $kernel.Version } }, @{ n = 'Step'; e = { $step } },
                Areas, Holes, Free, Lazy, LargestRequest, ExternalFragmentation,
                @{ n = 'Failed'; e = { $failed } }, @{ n = 'Scanned'; e = { $machine.NodesScanned } },
                @{ n = 'Flushes'; e = { $machine.TlbFlushes } }
        }
    }
    Remove-I386Machine $machine
}
