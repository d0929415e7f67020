import BenchSupport
import Foundation

/// What is measured, with what, and where.
struct FilmOptions {
  var programs = ""
  /// A folder that holds stills, clips and music; `nil` has them made.
  var media: String?
  /// How the names of the files begin that are used; empty means the first ones by name.
  var stills: [String] = []
  var clips: [String] = []
  var music: String?
  var tools = Tool.allCases
  /// The Python that has MoviePy.
  var python = "python3"
  var rounds = 1
  /// Scenes of the long film of which one scene is edited, an even number from 20; 0 leaves it out.
  var longScenes = 60
  /// A folder for what is made; it is removed unless `keeps`.
  var folder = "/tmp"
  var keeps = false

  enum Tool: String, CaseIterable {
    case reel, ffmpeg
    /// ffmpeg with the cheapest way of moving stills, which trembles.
    case trembling = "ffmpeg-1x"
    case melt, moviepy
  }

  static let usage = """
    film-bench --programs FOLDER [--media FOLDER [--stills A,B…] [--clips A,B…] [--music A]]
               [--tools reel,ffmpeg,ffmpeg-1x,melt,moviepy] [--python PROGRAM] [--rounds 1]
               [--long-scenes 60] [--folder /tmp] [--keep yes]
    """

  init(_ words: [String]) throws {
    var words = words[...]
    while let name = words.popFirst() {
      guard let value = words.popFirst() else { throw BenchError("\(name) wants a value") }
      switch name {
      case "--programs": programs = Self.absolute(value)
      case "--media": media = Self.absolute(value)
      case "--stills": stills = Self.list(value)
      case "--clips": clips = Self.list(value)
      case "--music": music = value
      case "--tools":
        tools = try Self.list(value).map {
          guard let tool = Tool(rawValue: $0) else { throw BenchError("there is no tool \($0)") }
          return tool
        }
      case "--python": python = value.contains("/") ? Self.absolute(value) : value
      case "--rounds": rounds = try Self.number(value, from: 1)
      case "--long-scenes":
        longScenes = try Self.number(value, from: 0)
        guard longScenes == 0 || longScenes >= 20 && longScenes.isMultiple(of: 2) else {
          throw BenchError("neither 0 nor an even number from 20: \(value)")
        }
      case "--folder": folder = Self.absolute(value)
      case "--keep": keeps = value == "yes"
      default: throw BenchError("there is no option \(name)\n\(Self.usage)")
      }
    }
    guard !programs.isEmpty else { throw BenchError("--programs is missing\n\(Self.usage)") }
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }

  private static func number(_ text: String, from least: Int) throws -> Int {
    guard let number = Int(text), number >= least else {
      throw BenchError("no number from \(least): \(text)")
    }
    return number
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}
