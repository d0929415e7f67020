// reel-worker: runs stages for reel, which starts it. See docs/engine.md.

import StageImplementations
import WorkerProtocol

WorkerArguments.apply(CommandLine.arguments)
WorkerServer.serve(
  handlers: StageRegistry(WorkerStages.all), program: "reel-worker 0.1.0",
  toolchain: WorkerToolchain.ofMediaStages)
