Describe 'Show-PageFrameMap' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 1GB -Kernel 2.6.9 -Name test
        $null = Invoke-AllocPages 5 -Count 10
    }

    It 'draws every zone' {
        $drawing = Show-PageFrameMap -NoColor | Out-String
        foreach ($zone in 'DMA', 'Normal', 'HighMem') { $drawing | Should -Match $zone }
    }

    It 'draws the zones that are named' {
        $drawing = Show-PageFrameMap -Zone dma, n* -NoColor | Out-String
        $drawing | Should -Match 'DMA: '
        $drawing | Should -Not -Match 'HighMem: '
        Get-ErrorOf { Show-PageFrameMap -Zone Movable } | Get-ErrorId | Should -Be ZoneNotFound
    }

    It 'keeps to the width it is given' {
        Show-PageFrameMap -Width 60 -NoColor | ForEach-Object Length | Should -Not -BeGreaterThan 60
        Get-ErrorOf { Show-PageFrameMap -Width 10 } | Get-ErrorId | Should -Be ParameterArgumentValidationError
    }

    It 'draws in ASCII, and never in colours for another command' {
        $text = Show-PageFrameMap -Ascii | Out-String
        $text | Should -Not -Match '[^\x00-\x7f]'
        $text | Should -Not -Match '\x1b'
    }

    It 'draws a picture' {
        $picture = [xml](Show-PageFrameMap -AsSvg -Zone HighMem)
        $picture.DocumentElement.LocalName | Should -Be svg
        $picture.OuterXml | Should -Match HighMem
        $picture.OuterXml | Should -Not -Match 'DMA'
    }
}
