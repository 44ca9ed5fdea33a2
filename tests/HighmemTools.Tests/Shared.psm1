# What the tests of several commands use. The built module is imported before Pester starts.

# A session without machines.
function Clear-Session {
    Get-I386Machine | Remove-I386Machine
}

# What a completer offers at the end of a line.
function Complete([string] $Line) {
    [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
}

# All errors of a script block, those that ended it and those that did not.
function Get-ErrorOf([scriptblock] $Script) {
    try { & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } }
    catch { $_ }
}

# The id of an error, without the command it came from.
filter Get-ErrorId { $_.FullyQualifiedErrorId.Split(',')[0] }

# What a user sees, in lines without trailing blanks.
function Show([object] $What, [int] $Width = 100) {
    ($What | Out-String -Width $Width) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
}
