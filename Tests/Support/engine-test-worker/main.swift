import EngineTestStages
import Glibc
import WorkerProtocol

// The version of the test's library comes by the environment, so that tests can change it; a
// files that the arguments name are its witnesses then. A file of the same name with `.asked` behind
// it grows by a byte each time that the worker is asked.
let version = getenv("TEST_JOINER_VERSION").map { String(cString: $0) } ?? "1"
let witnesses = Array(CommandLine.arguments.dropFirst())
WorkerServer.serve(
  handlers: testStages, program: "engine-test-worker",
  toolchain: {
    for witness in witnesses {
      let file = open(witness + ".asked", O_WRONLY | O_APPEND)
      if file < 0 { continue }
      write(file, "?", 1)
      close(file)
    }
    return WorkerToolchain(libraries: ["joiner": version], witnesses: witnesses)
  })
