BeforeDiscovery {
    $pages = Get-Item "$PSScriptRoot/../../README.md", "$PSScriptRoot/../../docs/*.md", "$PSScriptRoot/../../docs/en-US/*.md" |
        Where-Object { Select-String '^```powershell' -Path $_ -Quiet } |
        ForEach-Object Name
}

Describe 'The documentation' {
    BeforeAll { $blocks = & "$PSScriptRoot/../../build/Examples.ps1" }

    It 'prints what it says it prints: <_>' -ForEach $pages {
        $found = $blocks | Where-Object Page -EQ $_
        $found | Should -Not -BeNullOrEmpty
        foreach ($block in $found) {
            $block.Actual | Should -BeExactly $block.Expected -Because (
                "$($block.Page), line $($block.Line), '$($block.Title)' says so; ./build/Examples.ps1 -Update writes what is true"
            )
        }
    }

    It 'shows the picture that draw-layouts.ps1 draws' {
        $drawn = & "$PSScriptRoot/../../docs/examples/draw-layouts.ps1"
        $drawn | Should -Be (Get-Content "$PSScriptRoot/../../docs/images/layout.svg")
    }
}

Describe 'The experiment <BaseName>' -ForEach (Get-ChildItem "$PSScriptRoot/../../docs/examples/*.ps1") {
    It 'runs in a fresh process, without an error' {
        $module = Join-Path $PSScriptRoot '../../out/HighmemTools' -Resolve
        $printed = & (& "$PSScriptRoot/../../build/Find-PowerShell.ps1") -NoProfile -NonInteractive -Command "
            Import-Module '$module'
            & '$($_.FullName)' -ErrorAction Stop
            if (@(Get-I386Machine | Test-I386Machine).Count) { throw 'A machine is not sound.' }
            if (`$Error.Where{ `$_.InvocationInfo.MyCommand.ModuleName -ne 'HighmemTools' }) { throw `$Error[0] }
        " 2>&1
        $LASTEXITCODE | Should -Be 0 -Because ($printed | Out-String)
        $printed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $printed | Should -Not -BeNullOrEmpty
    }

    It 'explains itself' {
        $help = Get-Help $_.FullName
        $help.Synopsis | Should -Match '\.$'
        $help.examples.example | Should -Not -BeNullOrEmpty
    }
}
