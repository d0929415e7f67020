import Foundation
import StageCatalog
import Synchronization
import Testing
import WorkerProtocol

@testable import StageImplementations

/// Commands of the recipe's author: what they see, what becomes of what they make, and what is
/// left of them.
@Suite("Command stage", .timeLimit(.minutes(2)))
struct CommandStageTests {
  /// A folder with inputs, and the stage run in it.
  private final class Bench: @unchecked Sendable {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("reel-command-\(UUID().uuidString)").path
    let cancellation = Cancellation()

    init() throws {
      for name in ["", "/scratch", "/out", "/sources"] {
        try FileManager.default.createDirectory(
          atPath: folder + name, withIntermediateDirectories: true)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func run(
      _ script: String, inputs: KeyValuePairs<String, String> = [:], outputs: [String] = ["out"]
    ) throws {
      var files: [StageContext.Input] = []
      for (index, input) in inputs.enumerated() {
        let path = folder + "/sources/\(index)"
        try Data(input.value.utf8).write(to: URL(fileURLWithPath: path))
        files.append(.init(role: "in", path: path))
      }
      try CommandStage.run(
        CommandParameters(run: script, inputs: inputs.map(\.key), outputs: outputs),
        in: StageContext(
          inputs: files, outputs: outputs.map { .init(name: $0, path: folder + "/out/" + $0) },
          scratch: folder + "/scratch", cancellation: cancellation))
    }

    func failure(_ script: String, outputs: [String] = ["out"]) -> StageError? {
      do {
        try run(script, outputs: outputs)
        return nil
      } catch { return error as? StageError }
    }

    func text(_ output: String = "out") throws -> String {
      try String(contentsOfFile: folder + "/out/" + output, encoding: .utf8)
    }

    /// Whether a process lives whose number the command wrote to a file of the bench.
    func isAlive(_ name: String) throws -> Bool {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      let number = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      return kill(number, 0) == 0
    }

    func waitFor(_ name: String) throws {
      for _ in 0..<2000 {
        let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        if text?.hasSuffix("\n") == true { return }
        usleep(5000)
      }
      Issue.record("the command never wrote \(name)")
    }
  }

  @Test("Inputs appear under their names, and variables name them")
  func names() throws {
    let bench = try Bench()
    try bench.run(
      """
      cat "$in1" "$in2" > "$out1"
      echo "$in|$out|$in3" > "$out2"
      find . -type f | sort >> "$out2"
      """, inputs: ["a b.txt": "one\n", "folder/b.txt": "two\n", "c": "3"],
      outputs: ["all of it.txt", "names"])
    #expect(try bench.text("all of it.txt") == "one\ntwo\n")
    #expect(
      try bench.text("names")
        == "a b.txt folder/b.txt c|all of it.txt names|c\n./a b.txt\n./all of it.txt\n./c\n"
        + "./folder/b.txt\n./names\n")
  }

  @Test("The environment is the same everywhere, and standard input is empty")
  func environment() throws {
    setenv("REEL_TEST_SECRET", "1", 1)
    let bench = try Bench()
    try bench.run("env | sed 's/=.*//' | sort > $out; cat >> $out; umask >> $out; ulimit -c 0")
    #expect(
      try bench.text().split(separator: "\n") == [
        "HOME", "LANG", "PATH", "PWD", "TMPDIR", "TZ", "in", "out", "out1", "0022",
      ])
  }

  @Test("What a command does to its inputs stays in its folder; inputs may be executed")
  func copies() throws {
    let bench = try Bench()
    try bench.run(
      "./double.sh > $out; echo changed > double.sh", inputs: ["double.sh": "#!/bin/sh\necho 2\n"])
    #expect(try bench.text() == "2\n")
    #expect(
      try String(contentsOfFile: bench.folder + "/sources/0", encoding: .utf8)
        == "#!/bin/sh\necho 2\n")
  }

  @Test("A failure tells the status or the signal, and the last lines")
  func failures() throws {
    let error = try #require(try Bench().failure("echo one; printf 'two\\033[31m' >&2; exit 3"))
    #expect(error.code == "command-failed")
    #expect(
      error.message
        == "The command failed with exit status 3: echo one; printf 'two\\033[31m' >&2; exit 3")
    #expect(error.detail == "one\ntwo[31m")
    #expect(
      try Bench().failure("kill -9 $$")?.message
        == "The command was ended by signal 9: kill -9 $$")
    #expect(try Bench().failure("false\necho on > $out")?.message.hasSuffix("1: false…") == true)
    #expect(try Bench().failure("no-such-program")?.detail?.contains("not found") == true)
  }

  @Test("An output that is missing, or no file, is a failure")
  func outputs() throws {
    #expect(
      try Bench().failure("echo nothing", outputs: ["a.png"])?.message
        == "The command ended without an error but made no file \"a.png\": echo nothing")
    for script in ["mkdir out", "ln -s /etc/passwd out", "mkfifo out"] {
      let error = try #require(try Bench().failure(script))
      #expect(error.code == "command-failed" && error.message.contains("regular file"))
    }
  }

  @Test("An output with a second name is copied")
  func hardLink() throws {
    let bench = try Bench()
    let other = bench.folder + "/other"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: other))
    try bench.run("ln '\(other)' out")
    try Data("changed".utf8).write(to: URL(fileURLWithPath: other), options: [])
    #expect(try bench.text() == "mine")
  }

  @Test("A hundred megabytes of output cost neither memory nor the last lines")
  func flood() throws {
    let bench = try Bench()
    let error = try #require(
      bench.failure("yes 'a line of no interest' | head -c 100000000; echo; echo the end; exit 1"))
    let lines = try #require(error.detail).split(separator: "\n")
    #expect(lines.count == 20 && lines.last == "the end", "\(lines.suffix(3))")
  }

  @Test("What a command leaves running is ended with it")
  func leftovers() throws {
    let bench = try Bench()
    // The second one has left the command's process group and its session.
    try bench.run(
      """
      sleep 1000 & echo $! > '\(bench.folder)/first'
      setsid sh -c 'echo $$ > "\(bench.folder)/second"; exec sleep 1000' &
      while [ ! -s '\(bench.folder)/second' ]; do sleep 0.01; done
      echo done > $out
      """)
    #expect(try bench.text() == "done\n")
    #expect(try !bench.isAlive("first"))
    #expect(try !bench.isAlive("second"))
  }

  @Test("A cancelled command is ended at once, even if it ignores the polite signals")
  func cancelled() throws {
    let bench = try Bench()
    // A thread of its own: the pool of tasks may be busy with the other tests.
    let error = Mutex<StageError?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let failure = bench.failure(
        """
        trap '' TERM INT HUP
        echo $$ > '\(bench.folder)/shell'
        sleep 1000 & echo $! > '\(bench.folder)/child'
        while :; do wait; done
        """)
      error.withLock { $0 = failure }
      isDone.signal()
    }
    try bench.waitFor("child")
    let start = Date()
    bench.cancellation.cancel()
    isDone.wait()
    #expect(error.withLock { $0 } == .cancelled)
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(try !bench.isAlive("shell"))
    #expect(try !bench.isAlive("child"))
  }

  @Test("The memory of the command's processes is told")
  func memory() throws {
    let bench = try Bench()
    // The shell holds the text three times at least.
    try bench.run("a=$(head -c 40000000 /dev/zero | tr '\\0' x); echo ${#a} > $out")
    #expect(try bench.text() == "40000000\n")
  }
}
