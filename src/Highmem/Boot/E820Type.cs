namespace Highmem.Boot;

/// <summary>The kinds of e820 range, with the firmware's numbers.</summary>
public enum E820Type
{
    /// <summary>Memory the kernel may use.</summary>
    Usable = 1,

    /// <summary>Memory or device space to leave alone.</summary>
    Reserved = 2,

    /// <summary>ACPI tables, usable once read.</summary>
    AcpiData = 3,

    /// <summary>ACPI non-volatile storage.</summary>
    AcpiNvs = 4,

    /// <summary>Memory found faulty.</summary>
    Unusable = 5,
}
