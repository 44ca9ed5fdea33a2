namespace Highmem.Tests.Architecture;

/// <summary>Each guard finds what breaks its rule, and nothing in what keeps it.</summary>
public sealed class GuardTests
{
    [Fact]
    public void Code_that_does_not_compile_is_noticed() =>
        Assert.Contains(
            "Missing",
            Assert.Single(CodeBase.Of(("Boot/A.cs", "class A { Missing field; }")).Errors),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Highmem.Kernels.Profile Field = null!;")]
    [InlineData("object Make() => new Highmem.Kernels.Profile();")]
    [InlineData("int Get() => Relay.Get().Number;")] // named nowhere
    [InlineData("void Get() { var profile = Relay.Get(); }")]
    [InlineData("bool Has() => Relay.All().Any();")] // as an argument of a type
    [InlineData("int Count() => 1.Doubled();")] // an extension method
    [InlineData("int Count(object o) => o is Highmem.Kernels.Profile { Number: 1 } ? 1 : 0;")]
    [InlineData("string Name() => nameof(Highmem.Kernels.Profile);")]
    [InlineData("Func<Highmem.Kernels.Profile, int> Get = _ => 1;")]
    [InlineData("int Get(object o) { try { return (o as Highmem.Kernels.Profile)!.Number; } finally { } }")]
    [InlineData("record Record(Highmem.Kernels.Profile Profile);")]
    [InlineData("class Derived : Highmem.Kernels.Profile;")]
    [InlineData("void Get<T>() where T : Highmem.Kernels.Profile { }")]
    [InlineData("[System.ComponentModel.DefaultValue(typeof(Highmem.Kernels.Profile))] int number;")]
    [InlineData("User() : this(Relay.Get()) { } User(object o) { }")]
    [InlineData("int Get() { foreach (var profile in Relay.All()) { return 1; } return 0; }")]
    public void A_use_of_a_later_floor_is_found(string member)
    {
        var breach = Assert.Single(
            Floors
                .Find(House(("Physical/User.cs", $"using Highmem.Kernels;\nclass User\n{{\n    {member}\n}}")))
                .DistinctBy(b => b.Key),
            b => b.File != "Physical/Relay.cs"
        );

        Assert.Equal("Physical/User.cs -> Kernels", breach.Key);
        Assert.Matches(
            @"^Physical/User\.cs:4: Physical uses (Profile|Numbers) of the later floor Kernels$",
            breach.ToString()
        );
    }

    [Fact]
    public void What_is_not_code_uses_no_floor() =>
        Assert.Empty(
            Floors.Find(
                Code(
                    (
                        "Physical/Zone.cs",
                        "using Highmem.Kernels;\n/// <summary><see cref=\"Profile\"/></summary>\nclass Zone; // Profile"
                    ),
                    (
                        "Kernels/Profile.cs",
                        $"namespace Highmem.Kernels; public class Profile {{ internal Zone Zone = new(); }}"
                    )
                )
            )
        );

    [Fact]
    public void A_folder_that_is_no_floor_is_found() =>
        Assert.Equal(
            ["Cellar/A.cs", "B.cs"],
            Floors
                .Find(Code(("Cellar/A.cs", "class A;"), ("B.cs", "class B;"), ("Boot/C.cs", "class C;")))
                .Select(b => b.Key)
        );

    [Fact]
    public void A_circle_of_folders_is_found() =>
        Assert.Equal(
            [
                "Machine/A.cs:1: Machine uses B of Machine/Views, which leads back: Machine/Views -> Machine/Audit -> Machine",
                "Machine/Views/B.cs:1: Machine/Views uses C of Machine/Audit, which leads back: Machine/Audit -> Machine -> Machine/Views",
                "Machine/Audit/C.cs:1: Machine/Audit uses A of Machine, which leads back: Machine -> Machine/Views -> Machine/Audit",
            ],
            FolderCircles
                .Find(
                    Code(
                        ("Machine/A.cs", "class A { B b = null!; D d = null!; }"),
                        ("Machine/Views/B.cs", "class B { C c = null!; }"),
                        ("Machine/Audit/C.cs", "class C { A a = null!; }"),
                        ("Machine/State/D.cs", "class D;")
                    )
                )
                .Select(breach => breach.ToString())
        );

    [Fact]
    public void Folders_in_order_are_no_circle() =>
        Assert.Empty(
            FolderCircles.Find(
                Code(
                    ("Machine/A.cs", "class A { B b = null!; C c = null!; }"),
                    ("Machine/Views/B.cs", "class B { C c = null!; B b = null!; }"),
                    ("Machine/Audit/C.cs", "class C;")
                )
            )
        );

    [Theory]
    [InlineData("void Of2_4() { }", "Of2_4")]
    [InlineData("int linux26 = 0;", null)] // could be anything
    [InlineData("int Linux2_6_9 = 0;", "Linux2_6_9")]
    [InlineData("int x86_64 = 1_000_000;", null)]
    [InlineData("int Version2_1 = 0;", null)] // of slabinfo
    [InlineData("string text = \"kernels before 2.6.27 have none\";", "2.6.27")]
    [InlineData("string text = \"since 5.3\";", "5.3")]
    [InlineData("string text = $\"{1} of 2.4.x\";", "2.4")]
    [InlineData("string text = \"\"\"\n3.10.0-rc1\n\"\"\";", "3.10.0")]
    [InlineData("string text = \"slabinfo - version: 2.1\";", null)]
    [InlineData("string text = \"127.2.6.1 12.6 64.5\"; // 2.6.9", null)]
    [InlineData("[GeneratedRegex(\"2.6.9\")] private static partial Regex Pattern();", null)]
    public void The_name_of_a_kernel_is_found(string member, string? name)
    {
        var code = Code(("Machine/A.cs", Text("A")), ("Kernels/B.cs", Text("B")));

        Assert.Equal(
            name is null ? [] : [$"Machine/A.cs: {name}"],
            KernelNames.Find(code).Select(breach => breach.Key)
        );

        string Text(string type) => $"using System.Text.RegularExpressions;\npartial class {type}\n{{\n{member}\n}}";
    }

    [Fact]
    public void PowerShell_is_found() =>
        Assert.Equal(
            [
                "Boot/A.cs:2: the library speaks of PowerShell: PowerShell",
                "Boot/A.cs:3: the library speaks of PowerShell: \"a cmdlet\"",
            ],
            PowerShellMentions
                .Find(
                    Code(
                        ("Boot/A.cs", "class A {\nint PowerShell = 1;\nstring text = \"a cmdlet\"; }"),
                        (
                            "Boot/B.cs",
                            "/// <summary>As PowerShell reads it.</summary>\nclass B { string Shell = \"power\"; }"
                        )
                    )
                )
                .Select(breach => breach.ToString())
        );

    [Fact]
    public void The_namespace_of_PowerShell_is_found_although_it_does_not_compile() =>
        Assert.Equal(
            ["Boot/A.cs:1: the library speaks of PowerShell: Automation"],
            PowerShellMentions
                .Find(CodeBase.Of(("Boot/A.cs", "using System.Management.Automation;")))
                .Select(breach => breach.ToString())
        );

    [Fact]
    public void A_package_is_found() =>
        Assert.Equal(
            "A.csproj:3: the library depends on Some.Package",
            Assert
                .Single(
                    PowerShellMentions.FindInProject(
                        "A.csproj",
                        "<Project>\n<ItemGroup>\n<PackageReference Include=\"Some.Package\" />\n<InternalsVisibleTo Include=\"B\" /></ItemGroup></Project>"
                    )
                )
                .ToString()
        );

    [Fact]
    public void A_floor_that_knows_the_profile_is_found() =>
        Assert.Equal(
            ["Texts/A.cs"],
            ProfileUse
                .Find(
                    Code(
                        ("Kernels/KernelProfile.cs", "record KernelProfile(int Number);"),
                        ("Texts/A.cs", "class A { int Get(KernelProfile p) => p.Number; }"),
                        ("Texts/B.cs", "class B { int Get(int number) => number; }"),
                        ("Machine/C.cs", "class C { int Get(KernelProfile p) => p.Number; }")
                    )
                )
                .Select(breach => breach.Key)
        );

    [Theory]
    [InlineData("bool Is(Search s) => s == Search.Cached;")]
    [InlineData("bool Is(Search s) => Search.Cached != s;")]
    [InlineData("bool Is(Search s) => s is Search.Cached;")]
    [InlineData("bool Is(Search s) => s is not (Search.Cached or Search.Tree);")]
    [InlineData("bool Is(SlabRules r) => r is { Search: Search.Cached };")]
    [InlineData("int Is(Search s) => s switch { Search.Cached => 1, _ => 0 };")]
    [InlineData("int Is(Search s, int n) => (s, n) switch { (Search.Cached, 1) => 1, _ => 0 };")]
    [InlineData("int Is(Search s) { switch (s) { case Search.Cached: return 1; default: return 0; } }")]
    [InlineData("int Is(Search s) { switch (s) { case Search.Cached when true: return 1; default: return 0; } }")]
    public void A_choice_decided_in_two_files_is_found(string member)
    {
        Assert.Equal(
            ["Search: Slab/A.cs", "Search: Slab/B.cs"],
            RuleChoices.Find(Choice(("Slab/B.cs", $"class B {{ {member} }}"))).Select(breach => breach.Key).Distinct()
        );
        // In one file, however often.
        Assert.Empty(RuleChoices.Find(Choice(("Slab/B.cs", "class B;"))));
        // A kernel may look at what it chose.
        Assert.Empty(RuleChoices.Find(Choice(("Kernels/B.cs", $"class B {{ {member} }}"))));
    }

    [Theory]
    [InlineData("SlabRules Make() => new() { Search = Search.Cached };")] // makes the choice
    [InlineData("bool Same(Search a, Search b) => a == b;")]
    [InlineData("bool Is(Bits b) => b == Bits.One;")] // a set of flags
    [InlineData("bool Is(Other o) => o == Other.One;")] // of no rules
    public void What_decides_nothing_is_no_choice(string member) =>
        Assert.Empty(
            RuleChoices.Find(Choice(("Slab/B.cs", $"class B {{ {member} }}"), ("Slab/C.cs", $"class C {{ {member} }}")))
        );

    [Fact]
    public void A_long_file_is_found()
    {
        var full = string.Join('\n', Enumerable.Repeat("// line", 399)) + "\nclass A;\n";

        Assert.Empty(FileLengths.Find(Code(("Highmem/Boot/A.cs", full))));
        Assert.Empty(FileLengths.Find(Code(("Highmem/Kernels/A.cs", "// line\n" + full))));
        Assert.Equal(
            "Highmem/Boot/A.cs:401: 401 lines; 400 are allowed",
            Assert.Single(FileLengths.Find(Code(("Highmem/Boot/A.cs", "// line\n" + full)))).ToString()
        );
    }

    [Theory]
    [InlineData("object? Get(object o) => o.GetType().GetField(\"name\");")]
    [InlineData("int Count() => typeof(string).GetProperties().Length;")]
    [InlineData("object Get() => System.Reflection.Assembly.GetExecutingAssembly();")]
    public void Reflection_is_found(string member) =>
        Assert.Equal(
            ["Machine/A.cs"],
            ReflectionUse
                .Find(
                    Code(
                        ("Machine/A.cs", $"class A {{ {member} }}"),
                        ("Machine/B.cs", "class B { string Get(object o) => o.GetType().Name; }")
                    )
                )
                .Select(breach => breach.Key)
                .Distinct()
        );

    [Fact]
    public void The_namespace_of_reflection_is_found() =>
        Assert.Equal(
            "Machine/A.cs:1: using System.Reflection.Emit;",
            Assert.Single(ReflectionUse.Find(Code(("Machine/A.cs", "using System.Reflection.Emit;")))).ToString()
        );

    [Fact]
    public void A_second_type_and_a_wrong_name_are_found() =>
        Assert.Equal(
            [
                "Boot/Two.cs:2: B is a second type beside Two",
                "Boot/Wrong.cs:1: is not named after Right",
                "Boot/Empty.cs:1: declares no type",
            ],
            TypesOfFiles
                .Find(
                    CodeBase.Of(
                        ("Boot/Two.cs", "namespace N;\nclass Two; enum B { One }"),
                        ("Boot/Wrong.cs", "delegate void Right();"),
                        ("Boot/Empty.cs", "// nothing"),
                        ("Boot/Part.Of.cs", "partial class Part { class Nested; }"),
                        ("Boot/List.cs", "class List<T>; static class List; file class Helper;"),
                        ("Program.cs", "return 0;")
                    )
                )
                .Select(breach => breach.ToString())
        );

    [Fact]
    public void A_list_of_all_kernels_is_found()
    {
        var test =
            Rows("(\"{0}\")")
            + "void All() { }"
            + Rows("(\"{0}\", 1,  2)")
            + "[InlineData(\"2.6.9\", 3, 4)] void Both() { }";

        Assert.Equal(
            [
                "Tests.cs:1: All lists all kernels: write [EachKernel]",
                "Tests.cs:1: Both lists all kernels: write [EachKernel(1, 2)]",
            ],
            KernelLists.Find(CodeBase.Of(("Tests.cs", $"class Tests {{ {test} }}"))).Select(breach => breach.ToString())
        );
    }

    [Fact]
    public void What_differs_from_kernel_to_kernel_may_be_listed()
    {
        var count = 0;
        var rows = string.Concat(KernelProfiles.Select(kernel => $"[InlineData(\"{kernel}\", {count++})]"));

        Assert.Empty(KernelLists.Find(CodeBase.Of(("Tests.cs", $"class Tests {{ {rows} void Differs() {{ }} }}"))));
    }

    [Fact]
    public void Only_a_breach_that_is_not_known_is_complained_of()
    {
        Breach[] found =
        [
            new("old", "Old.cs", 1, "is old"),
            new("new", "New.cs", 2, "is new"),
            new("new", "New.cs", 3, "too"),
        ];

        Assert.Equal("", Ratchet.Complaint("Rule", found, ["old", "new"]));
        Assert.Equal(
            "\nRule: the rule is broken here:\n  New.cs:2: is new\n  New.cs:3: too",
            Ratchet.Complaint("Rule", found, ["old"])
        );
    }

    [Fact]
    public void A_known_breach_that_is_mended_is_complained_of() =>
        Assert.Equal(
            "\nRule: mended, strike from the list of known breaches:\n  old",
            Ratchet.Complaint("Rule", [], ["old"])
        );

    private static IEnumerable<string> KernelProfiles =>
        Highmem.Kernels.KernelProfiles.All.Select(kernel => kernel.Version);

    private static string Rows(string arguments) =>
        string.Concat(
            KernelProfiles.Select(kernel => $"[InlineData{arguments.Replace("{0}", kernel, StringComparison.Ordinal)}]")
        );

    // A profile, and one on the floor of the user who hands it on.
    private static CodeBase House((string Path, string Text) user) =>
        Code(
            user,
            (
                "Physical/Relay.cs",
                """
                static class Relay
                {
                    public static Highmem.Kernels.Profile Get() => new();
                    public static List<Highmem.Kernels.Profile> All() => [];
                }
                """
            ),
            ("Kernels/Profile.cs", "namespace Highmem.Kernels; public class Profile { public int Number; }"),
            (
                "Kernels/Numbers.cs",
                "namespace Highmem.Kernels; static class Numbers { public static int Doubled(this int n) => 2 * n; }"
            )
        );

    private static CodeBase Choice(params (string Path, string Text)[] others) =>
        Code([
            ("Slab/Search.cs", "enum Search { Lowest, Cached, Tree }"),
            ("Slab/Bits.cs", "[Flags] enum Bits { One = 1 }"),
            ("Slab/Other.cs", "enum Other { One }"),
            (
                "Slab/SlabRules.cs",
                "record SlabRules { public Search? Search { get; init; } public Bits Bits { get; init; } }"
            ),
            (
                "Slab/A.cs",
                "class A { int Is(Search s) => s is Search.Tree or Search.Lowest ? 1 : s == Search.Cached ? 2 : 3; }"
            ),
            .. others,
        ]);

    private static CodeBase Code(params (string Path, string Text)[] files)
    {
        var code = CodeBase.Of(files);
        Assert.Empty(code.Errors);
        return code;
    }
}
