// A worker that does no work: every stage of the catalogue, answered at once with a few bytes that
// depend on its parameters and inputs alone. With it the engine can be measured on graphs of
// 100,000 nodes that no machine could render. `REEL_WORKER` makes reel use it.

import BuildGraph
import WorkerProtocol

WorkerServer.serve(
  handlers: StageRegistry(StandInStages.all), program: "stand-in-worker",
  toolchain: {
    WorkerToolchain(libraries: StandInStages.libraries, witnesses: [CommandLine.arguments[0]])
  })
