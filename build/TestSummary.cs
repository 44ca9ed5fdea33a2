// Sums the result files of all test runners into one line; run by build.sh and build.ps1 from the root of the repository.
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Results = "TestResults";
const string PesterTests = "tests/HighmemTools.Tests";
int passed = 0;
int failed = 0;
int skipped = 0;

Directory.CreateDirectory(Results);

// xUnit, as TRX. A test that was not executed was skipped; one that was executed and did not pass has failed.
foreach (var file in Directory.GetFiles(Results, "*.trx"))
{
    var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
    passed += Count(counters, "passed");
    failed += Count(counters, "executed") - Count(counters, "passed");
    skipped += Count(counters, "total") - Count(counters, "executed");
}

// Pester, as NUnit 3. Where it could not run, there is no file, and each of its tests counts as skipped.
var pester = Path.Combine(Results, "pester.xml");
if (File.Exists(pester))
{
    var run = XDocument.Load(pester).Root!;
    passed += Count(run, "passed");
    failed += Count(run, "failed");
    skipped += Count(run, "total") - Count(run, "passed") - Count(run, "failed");
}
else if (Directory.Exists(PesterTests))
{
    skipped += Directory
        .GetFiles(PesterTests, "*.Tests.ps1")
        .SelectMany(File.ReadLines)
        .Count(line => Regex.IsMatch(line, "^\\s*It\\s", RegexOptions.IgnoreCase));
}

Console.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed, {skipped} skipped"));
return failed > 0 || passed == 0 ? 1 : 0;

static int Count(XElement element, string name) => (int?)element.Attribute(name) ?? 0;
