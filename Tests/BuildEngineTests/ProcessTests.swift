import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// Builds in processes of their own, on one store.
@Suite struct ProcessTests {
  static let builder = Workshop.worker.replacing("engine-test-worker", with: "engine-test-build")

  private func spawn(_ shop: Workshop, output: String, width: Int) throws -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      Self.builder, shop.storePath, shop.path(output), "\(width)", "3", "10", Workshop.worker,
    ].map { $0.withCString { strdup($0) } }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    // The threads that tests run on block signals, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let status = posix_spawn(&process, Self.builder, &actions, &attributes, arguments, environ)
    guard status == 0 else { throw Workshop.Failure(message: "cannot start \(Self.builder)") }
    return process
  }

  private func wait(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }

  private func expected(width: Int) -> String {
    "top[" + (0..<width).map { "\($0).2[\($0).1[sleep]]" }.joined(separator: ",") + "]"
  }

  @Test func killedAtAnyMomentTheNextBuildIsRight() throws {
    let shop = try Workshop()
    for round in 0..<8 {
      let process = try spawn(shop, output: "out.txt", width: 12)
      usleep(UInt32(20_000 + round * 25_000))
      kill(process, SIGKILL)
      _ = wait(process)
    }
    let process = try spawn(shop, output: "out.txt", width: 12)
    #expect(wait(process) == 0)
    #expect(try shop.read("out.txt") == expected(width: 12))
    let store = try ArtifactStore(path: shop.storePath)
    #expect(store.damagedIndex == nil)
    #expect(try store.verify(repairing: false).isSound)
    #expect(Workshop.entries("\(shop.storePath)/tmp").isEmpty)
  }

  @Test func twoBuildsShareAStore() throws {
    let shop = try Workshop()
    let first = try spawn(shop, output: "1.txt", width: 10)
    let second = try spawn(shop, output: "2.txt", width: 14)
    #expect(wait(first) == 0)
    #expect(wait(second) == 0)
    #expect(try shop.read("1.txt") == expected(width: 10))
    #expect(try shop.read("2.txt") == expected(width: 14))
    let store = try ArtifactStore(path: shop.storePath)
    #expect(try store.verify(repairing: false).isSound)
    #expect(try store.statistics().actions == 10 * 2 + 10 + 4 * 2 + 4 + 2)
  }

  @Test func aSignalInterrupts() throws {
    let shop = try Workshop()
    let process = try spawn(shop, output: "out.txt", width: 200)
    // Handlers are set before a worker writes anything.
    for _ in 0..<10_000 where Workshop.entries("\(shop.storePath)/tmp").isEmpty { usleep(1000) }
    kill(process, SIGINT)
    #expect(wait(process) == 130 << 8)
    #expect(access(shop.path("out.txt"), F_OK) != 0)
    #expect(Workshop.entries("\(shop.storePath)/tmp").isEmpty)
  }

  @Test func aWorkersEnvironmentDoesNotDependOnTheShells() throws {
    let shop = try Workshop()
    // It changes glyphs.
    setenv("HB_SHAPER_LIST", "fallback", 1)
    defer { unsetenv("HB_SHAPER_LIST") }
    try shop.build { graph, _ in
      BuildPlan([(graph.act(.listVariables), shop.path("out.txt"))])
    }
    let variables = Set(try shop.read("out.txt").split(separator: "\n"))
    #expect(variables.contains("TZ=UTC") && variables.contains("LANG=C.UTF-8"))
    #expect(variables.contains { $0.hasPrefix("PATH=") })
    #expect(!variables.contains { $0.hasPrefix("HB_SHAPER_LIST") })
  }
}
