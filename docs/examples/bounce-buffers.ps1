#requires -Version 7.4

<#
.SYNOPSIS
    A disk that reaches low memory only gets pages of high memory: first the allocator pays, then the pool, then I/O waits.
.DESCRIPTION
    Each I/O to high memory needs a low page until it ends. While low memory lasts it comes from the allocator. When it
    is gone, the pool that boot filled keeps some I/O going: each one that ends gives its page to the pool, and the one
    that has waited longest goes on. Needs the module HighmemTools: Import-Module ./out/HighmemTools
.EXAMPLE
    ./docs/examples/bounce-buffers.ps1 | Format-Table
#>
[CmdletBinding()]
param(
    # I/O that is begun before the first one ends.
    [ValidateRange(1, 1000)]
    [int] $Requests = 100
)

$ErrorActionPreference = 'Stop'

foreach ($kernel in Get-KernelProfile) {
    $machine = New-I386Machine 1GB -Kernel $kernel.Version
    $pool = @(Get-PageFrame -State BounceBuffer).Count
    $page = Invoke-AllocPages -Gfp GFP_HIGHUSER

    # Somebody takes all of low memory that may be had without waiting.
    Invoke-AllocPages -Gfp GFP_NOIO -Count 1000000 -ErrorAction SilentlyContinue | Out-Null
    Invoke-AllocPages -Gfp 0 -Count 1000000 -ErrorAction SilentlyContinue | Out-Null
    $io = foreach ($i in 1..$Requests) { $page | Invoke-BlockIo -Direction Write -Sector (8 * $i) -Submit }
    $waiting = @($io | Where-Object State -EQ Waiting).Count

    # Whatever is in flight ends, until nothing is left.
    $rounds = 0
    while ($flying = @(Invoke-BlockIo -Pending | Where-Object State -EQ InFlight)) {
        $flying | Invoke-BlockIo -Complete | Out-Null
        $rounds++
    }
    [pscustomobject]@{
        Kernel   = $kernel.Version
        Pool     = $pool
        FromPool = @($io | Where-Object FromPool).Count
        Waiting  = $waiting
        Rounds   = $rounds
        PoolThen = @(Get-PageFrame -State BounceBuffer).Count
        Sound    = Test-I386Machine -Quiet
    }
    Remove-I386Machine $machine
}
