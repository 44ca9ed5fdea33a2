using System.Text;
using Highmem.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return HighmemCommand.Run(args, Terminal.OfConsole());
