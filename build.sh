#!/usr/bin/env bash
# The tasks of build.ps1 on a machine that may have nothing but the .NET SDK:
#   ./build.sh [build|test|demo|docs|bench|package|clean]
# Uses PowerShell 7.4 or newer where there is one or one can be had; otherwise runs what needs none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
task=${1:-build}
powershell_version=7.6.9

# "PowerShell 7.5.0-preview.3" is new enough, "PowerShell 7.3.9" is not.
is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null </dev/null) || return 1
  [[ $version =~ ^PowerShell\ ([0-9]+)\.([0-9]+) ]] || return 1
  ((BASH_REMATCH[1] > 7 || (BASH_REMATCH[1] == 7 && BASH_REMATCH[2] >= 4)))
}

# Sets pwsh, or leaves it empty.
find_powershell() {
  for pwsh in pwsh .tools/pwsh; do
    if is_new_enough "$pwsh"; then return; fi
  done
  # Apart from the tool manifest, so that a machine that cannot get it still restores the rest.
  if dotnet tool install PowerShell --version "$powershell_version" --tool-path .tools >/dev/null 2>&1 </dev/null &&
    is_new_enough .tools/pwsh; then
    pwsh=.tools/pwsh
    return
  fi
  pwsh=
}

build() { dotnet msbuild HighmemTools.slnx -restore -p:Configuration=Release -warnaserror -v:quiet -nologo; }

run_tests() {
  rm -rf TestResults
  build
  local failures=0
  dotnet test tests/Highmem.Tests -c Release --no-build \
    --results-directory TestResults --logger 'trx;LogFileName=xunit.trx' || failures=1
  dotnet run build/TestSummary.cs || failures=1
  return "$failures"
}

case $task in
  build | test | demo | docs | bench | package) ;;
  clean) exec rm -rf artifacts out TestResults BenchmarkDotNet.Artifacts ;;
  *)
    sed -n '3s/^# *//p' "$0" >&2
    exit 2
    ;;
esac

find_powershell
if [[ -n $pwsh ]]; then
  PATH=$PWD/.tools:$PATH # build.ps1 starts more of them
  exec "$pwsh" -NoProfile -NonInteractive -File build.ps1 "$task" </dev/null
fi

without="PowerShell 7.4 or newer is neither installed nor to be had"
say() { echo "$without: $*" >&2; }
case $task in
  build)
    say "the module in out/HighmemTools is complete but for its help."
    build
    echo "The module is in out/HighmemTools."
    ;;
  test)
    say "the Pester tests are skipped."
    run_tests
    ;;
  demo)
    say "the same experiment through the command line."
    dotnet run --project src/Highmem.Cli -c Release -- demo
    ;;
  bench) dotnet run -c Release --project tests/Benchmarks ;;
  package)
    say "the package is complete but for its help."
    build
    dotnet msbuild src/HighmemTools -t:PackageModule -p:Configuration=Release
    ;;
  docs)
    say "help cannot be made."
    exit 1
    ;;
esac
