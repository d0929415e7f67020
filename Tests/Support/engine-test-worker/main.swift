import EngineTestStages
import Glibc
import WorkerProtocol

// The version of the test's library comes by the environment, so that tests can change it; a
// file that the argument names is then its witness.
let version = getenv("TEST_JOINER_VERSION").map { String(cString: $0) } ?? "1"
let witnesses = Array(CommandLine.arguments.dropFirst())
WorkerServer.serve(
  handlers: testStages,
  hello: WorkerHello(
    program: "engine-test-worker", libraries: ["joiner": version], witnesses: witnesses))
