Describe 'Test-BootLog' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Shared.psm1"
        $logs = Join-Path $PSScriptRoot '../data/bootlogs' -Resolve
        $log = (Get-Item "$logs/37-*").FullName
    }

    It 'recomputes every number of a log' {
        $checks = Test-BootLog $log
        $checks[0] | Should -BeOfType Highmem.Reports.BootLogs.BootLogCheck
        $checks.File | Select-Object -Unique | Should -Be $log
        $checks.Result | Should -Contain Match
        $checks.Result | Should -Not -Contain Mismatch
        $checks | Where-Object Result -EQ NotDerivable | ForEach-Object Reason | Should -Not -BeNullOrEmpty
    }

    It 'finds a number that was tampered with, and its line' {
        $text = (Get-Content $log) -replace '^(.*)1158MB HIGHMEM available', '${1}1157MB HIGHMEM available'
        $wrong = Test-BootLog -Text $text | Where-Object Result -EQ Mismatch
        $wrong.Printed | Should -Be '1157MB'
        $wrong.Computed | Should -Not -Be '1157MB'
        $text[$wrong.LineNumber - 1] | Should -Match 1157MB
    }

    It 'takes <Name>' -TestCases @(
        @{ Name = 'wildcards'; Run = { Test-BootLog "$logs/0*.txt" } }
        @{ Name = 'paths from the pipeline'; Run = { (Get-Item "$logs/0*.txt").FullName | Test-BootLog } }
        @{ Name = 'files from the pipeline'; Run = { Get-ChildItem "$logs/0*.txt" | Test-BootLog } }
        @{ Name = 'literal paths'; Run = { Test-BootLog -LiteralPath (Get-Item "$logs/0*.txt").FullName } }
    ) {
        $expected = (Get-Item "$logs/0*.txt").FullName
        (& $Run).File | Select-Object -Unique | Should -Be $expected
    }

    It 'takes names with brackets literally' {
        $copy = "TestDrive:/log [1].txt"
        Copy-Item $log -Destination 'TestDrive:/plain.txt'
        [IO.File]::Copy((Convert-Path TestDrive:/plain.txt), (Join-Path (Convert-Path TestDrive:/) 'log [1].txt'))
        (Test-BootLog -LiteralPath $copy).Count | Should -BeGreaterThan 0
        (Get-ChildItem TestDrive:/log* | Test-BootLog).Count | Should -BeGreaterThan 0
    }

    It 'reads text, as one piece or in lines' {
        $pieces = Test-BootLog -Text (Get-Content $log -Raw)
        $pieces.Count | Should -Be (Test-BootLog -Text (Get-Content $log)).Count
        $pieces[0].File | Should -Be '-Text'
    }

    It 'believes the caller about the kernel' {
        $text = (Get-Content $log) -notmatch 'Linux version'
        (Test-BootLog -Text $text -Kernel 2.6.31).Result | Should -Not -Contain Mismatch
    }

    It 'reports each file that it cannot check, and goes on' {
        Set-Content TestDrive:/empty.txt -Value '' -NoNewline
        Set-Content TestDrive:/prose.txt -Value 'Once upon a time'
        [IO.File]::WriteAllBytes((Join-Path (Convert-Path TestDrive:/) 'binary.txt'), [byte[]] (0..255))
        $large = [IO.File]::Create((Join-Path (Convert-Path TestDrive:/) 'large.txt'))
        $large.SetLength(100MB)
        $large.Dispose()
        $files = 'empty', 'prose', 'binary', 'large' | ForEach-Object { Convert-Path "TestDrive:/$_.txt" }
        $checks = Test-BootLog ($files + $log) -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Get-ErrorId | Should -Be (@('InvalidBootLog') * 4)
        $failures.TargetObject | Should -Be $files
        $checks.File | Select-Object -Unique | Should -Be $log
    }

    It 'reports what is no file' {
        Get-ErrorOf { Test-BootLog TestDrive:/nothing.txt } | Get-ErrorId | Should -Be FileNotFound
        Get-ErrorOf { Test-BootLog -LiteralPath TestDrive:/nothing.txt } | Get-ErrorId | Should -Be InvalidBootLog
        Get-ErrorOf { Test-BootLog env:PATH } | Get-ErrorId | Should -Be NotAFile
        Get-ErrorOf { Test-BootLog -Text '' } | Get-ErrorId | Should -Be InvalidBootLog
    }
}
