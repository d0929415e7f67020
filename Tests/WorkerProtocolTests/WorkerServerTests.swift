import BuildGraph
import EngineTestStages
import Glibc
import Testing

@testable import WorkerProtocol

/// The real worker program, at the other end of real pipes.
@Suite struct WorkerServerTests {
  private func launch(memoryLimit: Int64? = nil) throws -> WorkerProcess {
    let program = try #require(realpath("/proc/self/exe", nil))
    defer { free(program) }
    let path = String(cString: program)
    let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
    return try WorkerLauncher(
      command: ["\(folder)/engine-test-worker", "/witness"], memoryLimit: memoryLimit
    ).launch()
  }

  /// Waits for messages until one is wanted.
  private func await<Found>(
    _ worker: WorkerProcess, _ pick: (WorkerMessage) -> Found?
  ) throws -> Found {
    for _ in 0..<1000 {
      worker.receiveLog()
      for message in try worker.receive() {
        if let found = pick(message) { return found }
      }
      if worker.isAtEnd { break }
      usleep(5000)
    }
    throw ProtocolError(code: .closed, message: "no such message came")
  }

  private func result(_ worker: WorkerProcess) throws -> RunResult {
    try self.await(worker) { if case .result(let result) = $0 { result } else { nil } }
  }

  private func request(_ id: Int, _ parameters: any NodeParameters, out: String) -> EngineMessage {
    .run(
      RunRequest(
        id: id, parameters: parameters, inputs: [],
        outputs: [.init(name: "text", path: out)], scratch: "/tmp"))
  }

  private func temporaryPath() -> String {
    "/tmp/reel-protocol-\(UInt64.random(in: 0...UInt64.max))"
  }

  @Test func saysHelloAndRuns() throws {
    let worker = try launch()
    let hello = try self.await(worker) { if case .hello(let hello) = $0 { hello } else { nil } }
    #expect(hello.protocol == 2 && hello.program == "engine-test-worker")
    try worker.send(.describe)
    let toolchain = try self.await(worker) {
      if case .toolchain(let toolchain) = $0 { toolchain } else { nil }
    }
    #expect(toolchain == WorkerToolchain(libraries: ["joiner": "1"], witnesses: ["/witness"]))
    let path = temporaryPath()
    defer { unlink(path) }
    try worker.send(request(7, JoinStage.Parameters(text: "hi"), out: path))
    let result = try result(worker)
    #expect(result.id == 7 && result.ok && result.error == nil)
    #expect(
      result.outputs == [
        .init(name: "text", digest: SHA256.digest(of: Array("hi[]".utf8)), size: 4)
      ])
    #expect(result.peakMemoryBytes > 1 << 20 && result.cpuSeconds >= 0)
    try worker.send(.shutdown)
    #expect(worker.end(within: 5) == .exited(status: 0))
  }

  /// What a file makes a library ask for beyond the build's memory is refused by the kernel, and
  /// the worker lives on.
  @Test(arguments: [(nil, "ask 48 512 no image"), (256, "ask 48 no image"), (40, "ask no image")])
  func memoryIsBounded(megabytes: Int64?, answer: String) throws {
    let worker = try launch(memoryLimit: megabytes.map { $0 << 20 })
    let path = temporaryPath()
    defer { unlink(path) }
    for id in 1...2 {
      try worker.send(request(id, ActStage.Parameters(.ask), out: path))
      let result = try result(worker)
      #expect(result.ok)
      #expect(result.outputs.first?.digest == SHA256.digest(of: Array(answer.utf8)))
    }
  }

  @Test func aStageFindsWhatTheOneBeforeOfItsKindHasLeft() throws {
    let worker = try launch()
    let path = temporaryPath()
    defer { unlink(path) }
    func run(_ parameters: any NodeParameters) throws -> String? {
      try worker.send(request(1, parameters, out: path))
      guard try result(worker).ok else { return nil }
      return try TestFiles.read(path)
    }
    func leave(_ note: String) -> ActStage.Parameters { .init(.leave, note: note) }
    #expect(try run(leave("a")) == "nothing")
    #expect(try run(leave("b")) == "a")
    // It is there for the next one only, whether or not that takes it.
    #expect(try run(ActStage.Parameters(.behave)) == "behave")
    #expect(try run(leave("c")) == "nothing")
    #expect(try run(JoinStage.Parameters(text: "hi")) == "hi[]")
    #expect(try run(leave("d")) == "nothing")
    #expect(try run(ActStage.Parameters(.refuse)) == nil)
    #expect(try run(leave("e")) == "nothing")
  }

  @Test func beatsWhileIdle() throws {
    let worker = try launch()
    for _ in 0..<2 {
      #expect(try self.await(worker) { if case .heartbeat = $0 { true } else { nil } })
    }
  }

  @Test func reportsProgressAndHeedsCancellation() throws {
    let worker = try launch()
    try worker.send(
      request(1, ActStage.Parameters(.sleep, seconds: 20), out: temporaryPath()))
    let fraction = try self.await(worker) {
      if case .progress(1, let fraction) = $0, fraction > 0 { fraction } else { nil }
    }
    #expect(fraction < 0.2)
    try worker.send(.cancel(id: 1))
    #expect(try result(worker).error?.code == "cancelled")
  }

  @Test func refusesASecondRunWhileBusy() throws {
    let worker = try launch()
    try worker.send(request(1, ActStage.Parameters(.sleep, seconds: 5), out: temporaryPath()))
    try worker.send(request(2, ActStage.Parameters(.behave), out: temporaryPath()))
    let refused = try result(worker)
    #expect(refused.id == 2 && refused.error?.code == "internal")
  }

  @Test func reportsAnOutputThatWasNotWritten() throws {
    let worker = try launch()
    try worker.send(request(1, ActStage.Parameters(.forget), out: temporaryPath()))
    let error = try #require(try result(worker).error)
    #expect(error.code == "internal" && error.message.contains("\"text\""))
  }

  @Test func endsWithItsInput() throws {
    let worker = try launch()
    _ = try self.await(worker) { if case .hello(let hello) = $0 { hello } else { nil } }
    try worker.send(
      request(1, ActStage.Parameters(.sleepDeaf, seconds: 60), out: temporaryPath()))
    usleep(50_000)
    // What happens to the pipe when the engine dies.
    let nothing = open("/dev/null", O_WRONLY)
    dup2(nothing, worker.requests)
    close(nothing)
    #expect(worker.end(within: 5) == .exited(status: 0))
  }

  @Test func endsOnRubbish() throws {
    let worker = try launch()
    let rubbish = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    #expect(write(worker.requests, rubbish, rubbish.count) == rubbish.count)
    #expect(worker.end(within: 5) == .exited(status: 2))
    worker.receiveLog()
    #expect(worker.lastLogLines.last?.contains("bytes") == true)
  }

  @Test func keepsTheLastLinesOfALog() throws {
    let worker = try WorkerLauncher(
      command: ["/bin/sh", "-c", "for i in $(seq 1 100); do echo line $i >&2; done; exit 3"]
    ).launch()
    #expect(worker.end(within: 5) == .exited(status: 3))
    worker.receiveLog()
    #expect(worker.lastLogLines.count == 20 && worker.lastLogLines.last == "line 100")
  }

  @Test func aMissingProgramIsReported() {
    let error = #expect(throws: ProtocolError.self) {
      try WorkerLauncher(command: ["/nonexistent/worker"]).launch()
    }
    #expect(error?.code == .launchFailed)
  }

  @Test func writesLargeRequestsInPieces() throws {
    let worker = try launch()
    let path = temporaryPath()
    defer { unlink(path) }
    let text = String(repeating: "long ", count: 400_000)
    try worker.send(request(1, JoinStage.Parameters(text: text), out: path))
    for _ in 0..<2000 where worker.hasUnsentBytes {
      try worker.flush()
      usleep(1000)
    }
    #expect(try result(worker).outputs.first?.size == 2_000_002)
  }

  @Test func looksAtItsInputsBeforeTheStageDoes() throws {
    let worker = try launch()
    let path = temporaryPath()
    let part = temporaryPath()
    defer { for file in [path, part] { unlink(file) } }
    func ask(_ id: Int, sha256: String?) throws -> RunResult {
      try worker.send(
        .run(
          RunRequest(
            id: id, parameters: JoinStage.Parameters(text: "hi"),
            inputs: [.init(role: "part", path: part, sha256: sha256)],
            outputs: [.init(name: "text", path: path)], scratch: "/tmp")))
      return try result(worker)
    }
    let digest = SHA256.digest(of: Array("part".utf8)).hex
    #expect(try ask(1, sha256: digest).error?.code == "damaged-input")
    try TestFiles.write("part", part)
    #expect(try ask(2, sha256: digest).ok)
    try TestFiles.write("trap", part)
    #expect(try ask(3, sha256: digest).error?.code == "damaged-input")
    #expect(try ask(4, sha256: nil).ok)
  }
}
