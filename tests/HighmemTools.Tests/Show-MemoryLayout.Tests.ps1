Describe 'Show-MemoryLayout' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        Clear-Session
        $null = New-I386Machine 512MB -Kernel 2.4.21
        $null = Invoke-Vmalloc 100, 1MB -Caller my_driver
    }

    It 'draws every border, the areas and their guard pages' {
        $drawing = Show-MemoryLayout -NoColor | Out-String
        foreach ($text in '0xc0000000', 'high_memory', '0xe0800000', 'VMALLOC_END', 'PKMAP_BASE', 'my_driver', 'guard') {
            $drawing | Should -Match $text
        }
    }

    It 'keeps to the width it is given' {
        Show-MemoryLayout -Width 60 -NoColor | ForEach-Object Length | Should -Not -BeGreaterThan 60
        Get-ErrorOf { Show-MemoryLayout -Width 10 } | Get-ErrorId | Should -Be ParameterArgumentValidationError
    }

    It 'draws in ASCII, and never in colours for another command' {
        $text = Show-MemoryLayout -Ascii | Out-String
        $text | Should -Not -Match '[^\x00-\x7f]'
        $text | Should -Not -Match '\x1b'
    }

    It 'counts the areas that it leaves out' {
        $null = Invoke-Vmalloc 4KB -Count 20
        (Show-MemoryLayout -MaximumArea 4 | Select-String 'my_driver|Invoke-Vmalloc').Count | Should -BeLessOrEqual 4
    }
}
