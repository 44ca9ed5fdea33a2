namespace Highmem.Machine.Audit;

/// <summary>An invariant that a machine breaks.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Invariant">The rule, by its short name.</param>
/// <param name="Subject">The address, page frame or zone where it is broken.</param>
/// <param name="Expected">What was derived anew.</param>
/// <param name="Found">What the machine's books say.</param>
public sealed record AuditFinding(string Machine, string Invariant, string Subject, string Expected, string Found);
