namespace Highmem.Boot;

/// <summary>Applies one boot option's value to the options read so far.</summary>
internal delegate BootOptions BootOptionHandler(BootOptions options, string value);
