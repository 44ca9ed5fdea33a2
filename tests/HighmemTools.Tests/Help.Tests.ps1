# Without PlatyPS the module is built without the help of its commands.
BeforeDiscovery { $noHelp = -not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable) }

Describe 'Get-Help' {
    BeforeAll {
        $root = Join-Path $PSScriptRoot '../..' -Resolve
        Import-Module Microsoft.PowerShell.PlatyPS -ErrorAction Ignore
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        # What a user sees, as one text.
        function Get-HelpText { Get-Help @args | Out-String -Width 200 }
    }

    Context '<_>' -Skip:$noHelp -ForEach (Get-Command -Module HighmemTools).Name {
        BeforeAll { $help = Get-Help $_ -Full }

        It 'says what the command does' {
            $help.Synopsis.Trim() | Should -Match '\.$'
            $help.description.Text -join ' ' | Should -Match \w
        }

        It 'has three examples at least, each with an intent, a command and its output' {
            $examples = @($help.examples.example)
            $examples.Count | Should -BeGreaterOrEqual 3
            foreach ($example in $examples) {
                $example.title | Should -Match '^-+ Example \d+: \S.* -+$'
                $example.code | Should -Match '\w+-\w+'
                ($example.code.Trim() -split '\n\n', 2).Count | Should -Be 2 -Because "the output belongs to: $($example.code)"
            }
        }

        It 'explains every parameter' {
            foreach ($name in (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common }) {
                ($help.parameters.parameter | Where-Object name -EQ $name).description.Text | Should -Match \w -Because "-$name"
            }
        }

        It 'shows no marks of markdown' {
            Get-HelpText $_ -Full | Should -Not -Match '```|\]\([^)]*\.md\)|\{\{|\x80'
        }
    }

    It 'shows the examples of Invoke-Vmalloc as they are typed and printed' -Skip:$noHelp {
        $text = Get-HelpText Invoke-Vmalloc -Examples
        $text | Should -Match '(?m)^ *100, 100 \| Invoke-Vmalloc\r?$'
        $text | Should -Match '(?m)^ *0xe0800000 0xe0802000 +8192 +1 Alloc +Invoke-Vmalloc\r?$'
    }

    It 'explains -Size of Invoke-Vmalloc' -Skip:$noHelp {
        Get-HelpText Invoke-Vmalloc -Parameter Size | Should -Match 'Bytes to allocate'
    }

    It 'tells defaults, and calls required what every set requires' -Skip:$noHelp {
        Get-HelpText Invoke-Vmalloc -Parameter Count | Should -Match 'Default value +1\s'
        Get-HelpText Invoke-Vmalloc -Parameter Size | Should -Match 'Required\? +true'
        Get-HelpText Invoke-Vmalloc -Parameter Machine | Should -Match 'Required\? +false'
    }

    It 'finds <BaseName>' -ForEach (Get-ChildItem "$PSScriptRoot/../../docs/en-US/about_*.help.txt") {
        $topic = $_.Name -replace '\.help\.txt$'
        Get-HelpText $topic | Should -Match "^TOPIC\s+$topic\s+SHORT DESCRIPTION"
        (Get-Content $_ | ForEach-Object Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'agrees with the commands, page by page' -Skip:$noHelp {
        foreach ($page in Get-ChildItem "$root/docs/en-US/*-*.md") {
            Test-MarkdownCommandHelp $page | Should -BeTrue -Because $page.Name
            $documented = Import-MarkdownCommandHelp $page.FullName
            $command = Get-Command $page.BaseName
            foreach ($set in $command.ParameterSets) {
                $syntax = $documented.Syntax | Where-Object ParameterSetName -EQ $set.Name
                $expected = $set.Parameters.Name | Where-Object { $_ -notin $common } | Sort-Object
                $syntax.SyntaxParameters.ParameterName | Where-Object { $_ -notin $common } | Sort-Object | Should -Be $expected -Because "$($page.Name), $($set.Name)"
            }
        }
    }
}
