Describe 'Measure-Vmalloc' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21
    }

    It 'measures an empty space' {
        $space = Measure-Vmalloc
        $space.Total | Should -Be 494919680
        $space.Used | Should -Be 0
        $space.LargestChunk | Should -Be $space.Total
        $space.ExternalFragmentation | Should -Be 0
    }

    It 'knows the largest request that still fits: one more page does not' {
        $areas = Invoke-Vmalloc 100MB, 100MB, 100MB
        Invoke-Vfree $areas[1]
        $largest = (Measure-Vmalloc).LargestRequest
        Get-ErrorOf { Invoke-Vmalloc ($largest + 4KB) } | Get-ErrorId | Should -Be VmallocFailed
        (Invoke-Vmalloc $largest).RequestedSize | Should -Be $largest
        (Measure-Vmalloc).Areas | Should -Be 3
    }
}
