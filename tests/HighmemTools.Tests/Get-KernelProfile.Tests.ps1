Describe 'Get-KernelProfile' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }

    It 'lists the kernels, oldest first' {
        (Get-KernelProfile).Version | Select-Object -First 3 | Should -Be '2.4.21', '2.6.9', '2.6.31'
    }

    It 'finds kernels by version and wildcards' {
        (Get-KernelProfile 2.6.9).KmTypeNr | Should -Be 13
        (Get-KernelProfile '2.6*').Version | Should -Be '2.6.9', '2.6.31'
    }

    It 'names the kernels there are when one is not there' {
        $failure = Get-ErrorOf { Get-KernelProfile 9.9 }
        $failure | Get-ErrorId | Should -Be KernelNotFound
        "$failure" | Should -Match '2\.4\.21'
    }
}
