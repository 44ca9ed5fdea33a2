using System.Management.Automation;
using Highmem.Addressing;
using Highmem.Boot;
using Highmem.Kernels;
using Highmem.Machine;
using Highmem.Machine.State;
using Highmem.Reports.BootLogs;
using Highmem.Reports.VmallocInfo;
using Log = Highmem.Reports.BootLogs.BootLog;
using Split = Highmem.Boot.MemorySplit;

namespace HighmemTools.Commands;

/// <summary>Boots a machine, and makes it the session's current one.</summary>
[Cmdlet(VerbsCommon.New, "I386Machine", DefaultParameterSetName = Sized)]
[OutputType(typeof(I386Machine))]
public sealed class NewI386MachineCommand : HighmemCommand
{
    private const string Sized = nameof(MemorySize);
    private const string Mapped = nameof(E820);
    private const string Logged = nameof(BootLog);

    /// <summary>Bytes of RAM, from 2 MB to 64 GB.</summary>
    [Parameter(
        ParameterSetName = Sized,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [SizeTransformation]
    public ByteSize MemorySize { get; set; } = 1 << 30;

    /// <summary>Where device space below 4 GB begins, from 16 MB to 4 GB; 0 for none.</summary>
    [Parameter(ParameterSetName = Sized, ValueFromPipelineByPropertyName = true)]
    [SizeTransformation]
    public ByteSize PciHoleStart { get; set; } = E820Map.DefaultPciHoleStart;

    /// <summary>The firmware's map of memory: lines as a boot log has them, or <c>start-end type</c>.</summary>
    [Parameter(ParameterSetName = Mapped, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] E820 { get; set; } = [];

    /// <summary>
    /// A file with the boot messages of a real machine, whose memory map, command line, kernel and configuration are
    /// taken as far as the log tells them. Other parameters go before what it says.
    /// </summary>
    [Parameter(ParameterSetName = Logged, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    public string BootLog { get; set; } = "";

    /// <summary>The kernel: any release, such as <c>2.6.31</c>, <c>2.6.9-11.ELsmp</c> or <c>2.6</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Release", "Version")]
    [ArgumentCompleter(typeof(KernelCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kernel { get; set; } = KernelProfiles.Default.Version;

    /// <summary>How the kernel supports high memory. Auto: 64G if RAM lies above 4 GB, else 4G.</summary>
    [Parameter]
    [ValidateSet("Auto", "None", "4G", "64G")]
    public string Highmem { get; set; } = "Auto";

    /// <summary>The kernel command line, such as <c>vmalloc=256M highmem=512M mem=2G</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string CommandLine { get; set; } = "";

    /// <summary>How the address space is shared between processes and kernel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemorySplitCompleter))]
    public string? MemorySplit { get; set; }

    /// <summary>CPUs; more than one asks for an SMP kernel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 255)]
    public int ProcessorCount { get; set; } = 1;

    /// <summary>Configuration options that differ from the kernel's default: <c>NR_CPUS=64</c>, <c>X86_LOCAL_APIC=n</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    public string[] Config { get; set; } = [];

    /// <summary>The CPU has no physical address extension.</summary>
    [Parameter]
    public SwitchParameter NoPae { get; set; }

    /// <summary>The CPU has no large pages.</summary>
    [Parameter]
    public SwitchParameter NoPse { get; set; }

    /// <summary>The CPU has no global pages.</summary>
    [Parameter]
    public SwitchParameter NoPge { get; set; }

    /// <summary>Bytes of code in the kernel image; by default those of a real build, as with the other parts.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize? KernelCode { get; set; }

    /// <summary>Bytes of data in the kernel image.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize? KernelData { get; set; }

    /// <summary>Bytes of the init sections in the kernel image, which are freed after boot.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize? KernelInit { get; set; }

    /// <summary>Bytes of .bss in the kernel image.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize? KernelBss { get; set; }

    /// <summary>Bytes that boot takes from low memory for hash tables and the like.</summary>
    [Parameter]
    [SizeTransformation]
    public ByteSize BootAllocation { get; set; }

    /// <summary>Entries of each CPU's TLB for 4 KB pages.</summary>
    [Parameter]
    [ValidateRange(1, TlbGeometry.MaxEntries)]
    public int TlbEntries { get; set; } = new TlbGeometry().Entries;

    /// <summary>Ways of the TLB: how many entries may hold pages whose numbers end alike.</summary>
    [Parameter]
    [ValidateRange(1, TlbGeometry.MaxEntries)]
    public int TlbWays { get; set; } = new TlbGeometry().Ways;

    /// <summary>Rules of the kernel that the machine breaks, to show what they are good for.</summary>
    [Parameter]
    public BrokenRules Break { get; set; }

    /// <summary>
    /// A file with the /proc/vmallocinfo of a real machine; the machine is set up with the same areas at the same addresses.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VmallocInfo { get; set; }

    /// <summary>The machine's name; i386-1, i386-2… by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = MachineSession.Mine;
        if (Name is not null && session.Find(Name) is not null)
        {
            Fail(Errors.MachineNameTaken(Name));
        }
        else if (FindKernel() is { } kernel && TryFindSplit(out var split) && FindHardware(kernel) is { } options)
        {
            Boot(
                options with
                {
                    Name = Name ?? session.NextName,
                    CommandLine = IsGiven(nameof(CommandLine)) ? CommandLine : options.CommandLine,
                    Highmem = Highmem switch
                    {
                        "None" => HighmemSupport.None,
                        "4G" => HighmemSupport.Highmem4G,
                        "64G" => HighmemSupport.Highmem64G,
                        _ => null,
                    },
                    MemorySplit = split,
                    ProcessorCount = ProcessorCount,
                    BootAllocations = BootAllocation,
                    Config = Config,
                    Break = Break,
                    Cpu = new()
                    {
                        Pae = !NoPae,
                        Pse = !NoPse,
                        Pge = !NoPge,
                        Tlb = new() { Entries = TlbEntries, Ways = TlbWays },
                    },
                }
            );
        }
    }

    private void Boot(MachineOptions options)
    {
        I386Machine machine;
        try
        {
            machine = I386Machine.Boot(options with { Kernel = WithImage(options.Kernel) });
        }
        catch (BootException problem)
        {
            Fail(Errors.MachineCannotBoot(problem, options.Name));
            return;
        }

        if (VmallocInfo is null || SetUp(machine, VmallocInfo))
        {
            if (!machine.Profile.IsRead)
            {
                WriteWarning(
                    $"The source of Linux {machine.Kernel} was not read: the machine has the borders of {machine.Profile.Version} and the allocators of {machine.Behaviour}."
                );
            }

            MachineSession.Mine.Add(machine);
            WriteObject(machine);
        }
    }

    // A machine that cannot be set up is not handed out. False has been reported.
    private bool SetUp(I386Machine machine, string path)
    {
        if (FindFile(path) is not { } file)
        {
            Fail(Errors.NotAFile(path));
            return false;
        }

        try
        {
            machine.SetUpVmalloc(VmallocDump.Read(file)[^1].ToPlans());
            return true;
        }
        catch (VmallocInfoException problem)
        {
            Fail(Errors.InvalidVmallocInfo(problem, path));
        }
        catch (VmallocSetupException problem)
        {
            Fail(Errors.VmallocInfoNotPlaced(problem, path));
        }

        return false;
    }

    private KernelProfile WithImage(KernelProfile kernel) =>
        kernel with
        {
            Image = kernel.Image.WithSizes(KernelCode, KernelData, KernelInit, KernelBss),
        };

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private KernelProfile? FindKernel()
    {
        var kernel = KernelProfiles.Find(Kernel);
        if (kernel is null)
        {
            Fail(Errors.KernelNotFound(Kernel));
        }

        return kernel;
    }

    private bool TryFindSplit(out Split? split)
    {
        split = Split.All.FirstOrDefault(s => s.Name.Equals(MemorySplit, StringComparison.OrdinalIgnoreCase));
        if (split is null && !string.IsNullOrEmpty(MemorySplit))
        {
            Fail(Errors.MemorySplitNotFound(MemorySplit));
            return false;
        }

        return true;
    }

    // Null has been reported.
    private MachineOptions? FindHardware(KernelProfile kernel)
    {
        try
        {
            return ParameterSetName switch
            {
                Logged => ReadLog(),
                Mapped => new() { Kernel = kernel, Map = ReadE820() },
                _ => new() { Kernel = kernel, Map = E820Map.FromMemorySize(MemorySize, PciHoleStart) },
            };
        }
        catch (BootLogException problem)
        {
            Fail(Errors.InvalidBootLog(problem, BootLog));
        }
        catch (ArgumentOutOfRangeException problem)
        {
            Fail(Errors.InvalidMemorySize(problem));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            Fail(Errors.InvalidE820Map(problem, E820));
        }

        return null;
    }

    private E820Map ReadE820()
    {
        var ranges = E820Map.ParseRanges(E820);
        if (E820Map.HaveOverlap(ranges))
        {
            WriteWarning("Ranges of the e820 map overlap. The higher type number wins, as in the kernel.");
        }

        return new E820Map(ranges);
    }

    private MachineOptions? ReadLog()
    {
        if (FindFile(BootLog) is not { } file)
        {
            Fail(Errors.NotAFile(BootLog));
            return null;
        }

        var log = Log.Read(file, IsGiven(nameof(Kernel)) ? Kernel : null);
        var machine = BootLogMachine.Of(log);
        foreach (var assumption in machine.Assumptions)
        {
            WriteVerbose(assumption);
        }

        return machine.ToOptions();
    }
}
