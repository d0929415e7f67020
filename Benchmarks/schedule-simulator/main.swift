import Glibc
import ScheduleSimulation

// Runs the engine's scheduler on graphs of made-up or recorded work, and prints how close each
// build comes to what no build can be faster than.

func refuse(_ message: String) -> Never {
  let text = Array("\(message)\n".utf8)
  write(STDERR_FILENO, text, text.count)
  exit(2)
}

do {
  let options = try SimulatorOptions(Array(CommandLine.arguments.dropFirst()))
  if options.wantsHelp {
    print(SimulatorOptions.usage)
    exit(0)
  }
  print(
    "seed \(options.seed), noise \(SimulationTable.fixed(options.noise, 2)); "
      + "bound = max(critical path, work / workers"
      + "\(options.memoryCap == nil ? "" : ", memory x time / cap"))")
  print(SimulationTable.header)
  try options.forEachGraph { graph in
    for workers in options.workers {
      let simulation = Simulation(
        workers: workers, memoryCap: options.memoryCap, noise: options.noise, seed: options.seed)
      print(SimulationTable.text(SimulationTable.row(graph, simulation)))
    }
  }
} catch let refusal as SimulatorOptions.Refusal {
  refuse("\(refusal.message)\n\n\(SimulatorOptions.usage)")
} catch {
  refuse("\(error)")
}
