using Highmem.Tests.Contract;

namespace Highmem.Tests.Architecture;

/// <summary>The rules of the house hold. <see cref="GuardTests"/> shows that each of these can fail.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void The_guards_see_all_of_the_library() => Assert.Empty(CodeBase.Library.Errors);

    [Fact]
    public void A_floor_uses_only_floors_before_it() => Ratchet.Hold(nameof(Floors), Floors.Find(CodeBase.Library));

    [Fact]
    public void Folders_do_not_use_each_other_in_a_circle() =>
        Ratchet.Hold(nameof(FolderCircles), FolderCircles.Find(CodeBase.Library));

    [Fact]
    public void Only_Kernels_names_kernels() => Ratchet.Hold(nameof(KernelNames), KernelNames.Find(CodeBase.Library));

    [Fact]
    public void The_library_does_not_know_PowerShell_nor_any_package()
    {
        const string project = "src/Highmem/Highmem.csproj";

        Ratchet.Hold(
            nameof(PowerShellMentions),
            [
                .. PowerShellMentions.Find(CodeBase.Library),
                .. PowerShellMentions.FindInProject(project, Repository.Read(project)),
            ]
        );
    }

    [Fact]
    public void No_floor_before_Kernels_knows_the_profile() =>
        Ratchet.Hold(nameof(ProfileUse), ProfileUse.Find(CodeBase.Library));

    [Fact]
    public void A_choice_of_the_rules_is_decided_in_one_file() =>
        Ratchet.Hold(nameof(RuleChoices), RuleChoices.Find(CodeBase.Library));

    [Fact]
    public void No_file_is_long() => Ratchet.Hold(nameof(FileLengths), FileLengths.Find(CodeBase.Source));

    [Fact]
    public void The_library_uses_no_reflection() =>
        Ratchet.Hold(nameof(ReflectionUse), ReflectionUse.Find(CodeBase.Library));

    [Fact]
    public void A_file_declares_one_type_and_is_named_after_it() =>
        Ratchet.Hold(nameof(TypesOfFiles), TypesOfFiles.Find(CodeBase.Source));

    [Fact]
    public void No_test_lists_all_kernels_by_hand() =>
        Ratchet.Hold(nameof(KernelLists), KernelLists.Find(CodeBase.Tests));
}
