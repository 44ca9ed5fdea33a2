Describe 'Invoke-Kfree' {
    BeforeAll { Import-Module "$PSScriptRoot/Shared.psm1" }
    BeforeEach {
        Clear-Session
        $machine = New-I386Machine 512MB -Kernel 2.6.31 -Name test
        $object = Invoke-Kmalloc 100
        function Get-Used { (Get-SlabInfo test -Name kmalloc-128).AllocatedObjects }
    }
    AfterEach { Get-I386Machine | Test-I386Machine -Quiet | Should -Not -Contain $false }

    It 'frees an object given as <Name>' -TestCases @(
        @{ Name = 'object'; Free = { Invoke-Kfree $args[0] } }
        @{ Name = 'object of a pipeline'; Free = { $args[0] | Invoke-Kfree } }
        @{ Name = 'address'; Free = { Invoke-Kfree $args[0].Address } }
        @{ Name = 'text'; Free = { Invoke-Kfree "$($args[0].Address)" } }
        @{ Name = 'row of a CSV file'; Free = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv | Invoke-Kfree } }
    ) {
        $before = Get-Used
        & $Free $object
        Get-Used | Should -Be ($before - 1)
    }

    It 'emits the freed object with -PassThru, else nothing' {
        Invoke-Kfree $object | Should -BeNullOrEmpty
        $freed = Invoke-Kmalloc 100 | Invoke-Kfree -PassThru
        $freed.ObjectSize | Should -Be 128
    }

    It 'only tells with -WhatIf' {
        $before = Get-Used
        $object | Invoke-Kfree -WhatIf
        Get-Used | Should -Be $before
    }

    It 'does nothing for NULL, as the kernel does' {
        Get-ErrorOf { Invoke-Kfree 0 } | Should -BeNullOrEmpty
    }

    It 'refuses <Name> on <Kernel> with the words of the kernel' -TestCases @(
        foreach ($kernel in '2.4.21', '2.6.9', '2.6.31') {
            @{ Kernel = $kernel; Name = 'a vmalloc address'; Free = { Invoke-Vmalloc 100 | Invoke-Kfree } }
            @{ Kernel = $kernel; Name = 'an object twice'; Free = { $object, $object | Invoke-Kfree } }
            @{ Kernel = $kernel; Name = 'the inside of an object'; Free = { Invoke-Kfree ($object.Address + 4) } }
            @{ Kernel = $kernel; Name = 'the kernel itself'; Free = { Invoke-Kfree 0xc0100000 } }
        }
    ) {
        $null = New-I386Machine 512MB -Kernel $Kernel
        $object = Invoke-Kmalloc 100
        $failure = Get-ErrorOf { . $Free }
        $failure | Get-ErrorId | Should -Be KfreeFailed
        "$failure" | Should -Match 'freed nothing on .*The kernel says: '
        Test-I386Machine -Quiet | Should -BeTrue
    }

    It 'frees an object on its own machine, even one that has left the session' {
        $null = New-I386Machine 64MB
        Remove-I386Machine test
        $object | Invoke-Kfree
        (Get-SlabInfo $machine -Name kmalloc-128).AllocatedObjects | Should -Be 0
    }

    It 'refuses to free an object on another machine' {
        $null = New-I386Machine 512MB -Name other
        Get-ErrorOf { $object | Invoke-Kfree -Machine other } | Get-ErrorId | Should -Be MachineMismatch
    }
}
