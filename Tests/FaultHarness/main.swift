// fault-harness: lets things go wrong around reel and checks that nothing was lost. See
// docs/faults.md.

import Glibc

if let request = Garbler.request { exit(Garbler.run(request)) }

let words = Array(CommandLine.arguments.dropFirst())
if words == ["--help"] {
  print(HarnessOptions.usage)
  exit(0)
}
if words == ["--list"] {
  for fault in FaultList.all { print(fault.name) }
  exit(0)
}
do {
  let options = try HarnessOptions(words)
  exit(try Harness(options).run())
} catch {
  print("fault-harness: \(error)\n\n\(HarnessOptions.usage)")
  exit(2)
}
