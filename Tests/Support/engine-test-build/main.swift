import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc

// A front end for tests that need builds in processes of their own, and for measurements.
//
//   engine-test-build STORE OUTPUT WIDTH DEPTH MILLISECONDS WORKER
//
// Builds a graph of WIDTH chains of DEPTH nodes, joined at the end. The first node of each chain
// takes MILLISECONDS. Prints how many nodes ran and were known, and the seconds that it took.

final class Quiet: BuildObserver {
  func receive(_ event: BuildEvent, at seconds: Double) {}
}

let arguments = CommandLine.arguments
guard arguments.count == 7, let width = Int(arguments[3]), let depth = Int(arguments[4]),
  let milliseconds = Int(arguments[5])
else {
  print("usage: engine-test-build STORE OUTPUT WIDTH DEPTH MILLISECONDS WORKER")
  exit(2)
}

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let start = seconds()
var compiled = start
do {
  let store = try ArtifactStore(path: arguments[1])
  let opened = seconds()
  let engine = BuildEngine(
    store: store, options: BuildOptions(jobs: 2, workerCommand: [arguments[6]]),
    interruption: .bySignals())
  let summary = try engine.build(observer: Quiet()) { graph, _ in
    var ends: [Node.Input] = []
    for chain in 0..<width {
      var last = graph.add(
        ActStage.Parameters(
          milliseconds > 0 ? .sleep : .behave, seconds: Double(milliseconds) / 1000,
          note: "chain \(chain)"), label: "chain \(chain) node 0")
      for number in 1..<max(depth, 1) {
        last = graph.add(
          JoinStage.Parameters(text: "\(chain).\(number)"),
          inputs: [Node.Input("part", .output(of: last, name: "text"))],
          label: "chain \(chain) node \(number)")
      }
      ends.append(Node.Input("part", .output(of: last, name: "text")))
    }
    let top = graph.add(JoinStage.Parameters(text: "top"), inputs: ends, label: "top")
    compiled = seconds()
    return BuildPlan(
      targets: [.init(node: top, output: "text", path: arguments[2])], pending: [])
  }
  print(
    "\(summary.status) ran \(summary.ran) cached \(summary.cached) open \(opened - start) "
      + "compile \(compiled - opened) all \(seconds() - start)")
  exit(summary.exitStatus)
} catch {
  print("error: \(error)")
  exit(3)
}
