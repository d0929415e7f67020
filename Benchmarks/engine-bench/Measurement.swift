import BenchSupport
import Foundation

/// Null builds of one project by every tool, run in turn so that all meet the same machine.
struct Measurement {
  private let nodes: Int
  private let reel: Median
  private let reelWithEvents: Median
  private let ninja: Median?
  private let make: Median?

  private struct Median {
    var milliseconds: Double
    var megabytes: Double

    init(_ runs: [TimedProcess]) {
      milliseconds = runs.map(\.seconds).sorted()[runs.count / 2] * 1000
      megabytes = Double(runs.map(\.peakMemory).max() ?? 0) / 1e6
    }
  }

  init(of project: Project, rounds: Int) throws {
    var runs: [[TimedProcess]] = [[], [], [], []]
    var commands = [project.reel, project.reelWithEvents]
    if project.rivals { commands += [project.ninja, project.make] }
    // One more round than is counted: the first one warms caches up.
    for round in 0...rounds {
      for (index, command) in commands.enumerated() {
        let run = try project.run(command)
        if round > 0 { runs[index].append(run) }
      }
    }
    nodes = try project.nodes()
    reel = Median(runs[0])
    reelWithEvents = Median(runs[1])
    ninja = project.rivals ? Median(runs[2]) : nil
    make = project.rivals ? Median(runs[3]) : nil
  }

  static let header =
    row([
      "nodes", "reel", "MB", "whole look", "MB", "µs/node", "ninja", "make", "reel/ninja",
      "whole/ninja",
    ])

  var row: String {
    Self.row([
      String(nodes), Self.text(reel.milliseconds), Self.text(reel.megabytes),
      Self.text(reelWithEvents.milliseconds), Self.text(reelWithEvents.megabytes),
      Self.text(reelWithEvents.milliseconds * 1000 / Double(nodes)),
      ninja.map { Self.text($0.milliseconds) } ?? "-",
      make.map { Self.text($0.milliseconds) } ?? "-",
      ninja.map { Self.ratio(reel.milliseconds / $0.milliseconds) } ?? "-",
      ninja.map { Self.ratio(reelWithEvents.milliseconds / $0.milliseconds) } ?? "-",
    ])
  }

  private static func row(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(12 - $0.count, 1)) + $0 }.joined()
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
  private static func ratio(_ value: Double) -> String { String(format: "%.2f", value) }
}
