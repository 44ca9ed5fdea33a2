Describe 'Invoke-Kmap' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 2GB -Kernel 2.6.31 -Name test
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'maps a page given as <Name>' -TestCases @(
        @{ Name = 'number'; Map = { Invoke-Kmap 300000 } }
        @{ Name = 'hex text'; Map = { Invoke-Kmap 0x493e0 } }
        @{ Name = 'number of a pipeline'; Map = { 300000 | Invoke-Kmap } }
        @{ Name = 'frame'; Map = { Get-PageFrame 300000 | Invoke-Kmap } }
        @{ Name = 'row of a CSV file'; Map = { Get-PageFrame 300000 | ConvertTo-Csv | ConvertFrom-Csv | Invoke-Kmap } }
        @{ Name = 'earlier result'; Map = { Invoke-Kmap 300000 | Invoke-Kmap } }
    ) {
        $result = & $Map
        $result.State | Should -Be Mapped
        $result.Pfn | Should -Be 300000
        "$($result.Address)" | Should -Be '0xff801000'
        $result.Slot | Should -Be 1
    }

    It 'maps the first page of a block' {
        $block = Invoke-AllocPages 3 -Gfp GFP_HIGHUSER
        ($block | Invoke-Kmap).Pfn | Should -Be $block.Pfn
    }

    It 'gives low memory its own address' {
        $result = Invoke-Kmap 0x1234
        "$($result.Address) $($result.State)" | Should -Be '0xc1234000 Direct'
        $result.Slot | Should -BeNullOrEmpty
    }

    It 'lets those sleep that find no slot' {
        1..1500 | ForEach-Object { Invoke-AllocPages 0 -Gfp GFP_HIGHUSER } | Should -HaveCount 1500
        Get-PageFrame -Zone HighMem -State Pages | Select-Object -First 1500 | Invoke-Kmap |
            Where-Object State -EQ Sleeping | Measure-Object | ForEach-Object Count | Should -Be (1500 - 1024)
    }

    It 'gives a result that memory commands take' {
        Invoke-Kmap 300000 | Write-KernelMemory -Text 'window'
        (Invoke-Kmap 300000 | Read-KernelMemory -Count 6).Text | Should -Be window
    }

    It 'has no address for a task that sleeps' {
        Get-PageFrame 300000-301024 | Invoke-Kmap | Out-Null
        Get-ErrorOf { Invoke-Kmap 400000 -Task reader | Read-KernelMemory } | Should -Match "sleeps in kmap"
        Get-ErrorOf { Invoke-Kmap 400000 -Task reader } | Get-ErrorId | Should -Be KmapFailed
    }

    It 'shows the complaint of a 2.6 kernel as a warning' {
        Invoke-Kmap 300000 -Context Interrupt -WarningVariable warning -WarningAction SilentlyContinue | Out-Null
        "$warning" | Should -Match 'BUG: sleeping function called from invalid context'
    }

    It 'stops 2.4.21 in an interrupt' {
        $null = New-I386Machine 2GB -Kernel 2.4.21
        $failure = Get-ErrorOf { Invoke-Kmap 300000 -Context Interrupt }
        $failure | Get-ErrorId | Should -Be KmapFailed
        "$failure" | Should -Match 'kernel BUG in header file at line 68'
    }

    It 'has kmap_nonblock on 2.4.21 only' {
        Get-ErrorOf { Invoke-Kmap 300000 -NonBlocking } | Should -Match 'has no kmap_nonblock'
        $null = New-I386Machine 2GB -Kernel 2.4.21
        (Invoke-Kmap 300000 -NonBlocking).State | Should -Be Mapped
        Get-PageFrame 300000-301024 | Invoke-Kmap | Out-Null
        Get-ErrorOf { Invoke-Kmap 400000 -NonBlocking } | Should -Match 'NULL'
    }

    It 'goes on behind a page that is not there' {
        $results = 300000, 9999999, 300001 | Invoke-Kmap -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.Pfn | Should -Be 300000, 300001
        $failures | Get-ErrorId | Should -Be PageFrameNotFound
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'a CPU that is not there'; Id = 'CpuNotFound'; Map = { Invoke-Kmap 300000 -Cpu 7 } }
        @{ Name = 'a negative number'; Id = 'ParameterArgumentTransformationError'; Map = { Invoke-Kmap -1 } }
        @{ Name = 'text'; Id = 'ParameterArgumentTransformationError'; Map = { Invoke-Kmap many } }
        @{ Name = 'an unknown context'; Id = 'CannotConvertArgumentNoMessage'; Map = { Invoke-Kmap 1 -Context Somewhere } }
        @{ Name = 'a machine that is not there'; Id = 'MachineNotFound'; Map = { Invoke-Kmap 1 -Machine nobody } }
    ) {
        Get-ErrorOf $Map | Get-ErrorId | Should -Be $Id
    }

    It 'emits nothing for an empty pipeline' { @() | Invoke-Kmap | Should -BeNullOrEmpty }
}
