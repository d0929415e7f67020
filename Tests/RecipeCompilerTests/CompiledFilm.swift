import BuildGraph
import FilmVocabulary
import FoundationEssentials
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// A recipe compiled as far as it goes, with results that are made up from the nodes themselves.
struct CompiledFilm {
  var graph: Graph
  var plan: BuildPlan
  var warnings: [Diagnostic]
  var places: [String: SourceMark]

  init(
    _ yaml: String, settings: RenderSettings = Self.settings, path: String = "film.yaml",
    results: MadeUpResults = MadeUpResults(), services: MadeUpServices = MadeUpServices(),
    outputFolder: String? = nil
  ) throws {
    let load = RecipeLoader.load(
      path: path, files: MemoryFiles([path: yaml]))
    let recipe = try #require(load.recipe, "\(load.diagnostics)")
    let compiler = RecipeCompiler(
      recipe: recipe, settings: settings, services: services, outputFolder: outputFolder)
    var graph = Graph()
    var remarks = CompilerRemarks()
    plan = try compiler.compile(into: &graph, results: results, remarks: &remarks)
    self.graph = graph
    warnings = remarks.warnings
    places = remarks.places
  }

  /// The nodes that the targets stand on, each as a digest of all that its key would depend on,
  /// with its label.
  var work: [Digest: String] {
    var digests: [NodeID: Digest] = [:]
    for id in graph.ids {
      let node = graph[id]
      var text = Array("\(node.stage.name) \(node.stage.version)\n".utf8) + node.fields
      for input in node.inputs {
        switch input.source {
        case .file(let path):
          text += Array("\(input.role) \(path.split(separator: "/").last ?? "")\n".utf8)
        case .output(let source, let name):
          text += Array("\(input.role) \(digests[source]?.hex ?? "") \(name)\n".utf8)
        }
      }
      digests[id] = SHA256.digest(of: text)
    }
    var result: [Digest: String] = [:]
    for id in graph.closure(of: plan.targets.map(\.node)) {
      result[digests[id]!] = "\(graph[id].stage.name) \(graph[id].label)"
    }
    return result
  }

  /// What would run if `earlier` had been built before, sorted.
  func work(after earlier: CompiledFilm) -> [String] {
    let known = earlier.work
    return work.filter { known[$0.key] == nil }.map(\.value).sorted()
  }

  static let settings = RenderSettings(profile: Profile(name: "test"))
}

/// Results without work: speech lasts as long as its text, files are what their names say.
struct MadeUpResults: ResultLookup {
  /// Stages whose results are not known yet.
  var pending: Set<String> = []
  /// The window of the packet before every chunk, by warm-up.
  var windowBefore: @Sendable (Int) -> SoundJoint.Window = { _ in .init(sequence: 0, shape: 1) }

  /// The window of every chunk's last packet, by warm-up.
  var windowLast: @Sendable (Int) -> SoundJoint.Window = { _ in .init(sequence: 0, shape: 1) }
  /// Chunks whose results are not known yet, by warm-up.
  var pendingWarmUps: Set<Int> = []

  /// What files of captions hold, by name; others hold nothing.
  var documents: [String: CaptionDocument] = [:]

  func inlineResult(of node: NodeID, output: String, in graph: Graph) throws -> [UInt8]? {
    let node = graph[node]
    if pending.contains(node.stage.name) { return nil }
    switch node.parameters {
    case let speech as SpeechParameters:
      return try encode(
        SpeechTiming(samples: 3000 * speech.text.count, words: []))
    case is ProbeParameters:
      switch node.inputs.first?.source {
      case .file(let path): return try encode(Self.description(of: path))
      case .output(_, let name): return try encode(Self.description(of: name))
      case nil: return nil
      }
    case let words as WordsParameters:
      // Two characters to a word.
      return try encode(
        WordBorders(places: Array(stride(from: 2, to: words.text.unicodeScalars.count, by: 2))))
    case is CuesParameters:
      guard case .file(let path) = node.inputs.first?.source else { return nil }
      return try encode(documents[path] ?? CaptionDocument(format: .srt))
    case is ColorTableParameters: return try encode(ColorTableInfo(size: 2, isCurve: false))
    case is SoundParameters:
      return try encode(SoundInfo(samples: 20 * 48_000))
    case let chunk as SoundChunkParameters:
      if pendingWarmUps.contains(chunk.warmUp) { return nil }
      return try encode(
        SoundJoint(before: windowBefore(chunk.warmUp), last: windowLast(chunk.warmUp)))
    default: return nil
    }
  }

  private static func description(of path: String) -> MediaDescription {
    if path.hasSuffix(".mp4") {
      return MediaDescription(
        kind: .video,
        video: .init(width: 1280, height: 720, duration: Rational(10), hasAlpha: false),
        sound: .init(sampleRate: 44_100, channels: 2))
    }
    // Two seconds, again and again or three times.
    if path.hasSuffix(".gif") {
      return MediaDescription(
        kind: .video,
        video: .init(
          width: 320, height: 240, duration: Rational(2), hasAlpha: true,
          rounds: path.hasSuffix("endless.gif") ? 0 : 3),
        sound: nil)
    }
    if path.hasSuffix(".wav") {
      return MediaDescription(
        kind: .sound, video: nil, sound: .init(sampleRate: 44_100, channels: 2))
    }
    return MediaDescription(
      kind: .still, video: .init(width: 4000, height: 3000, duration: .zero, hasAlpha: false),
      sound: nil)
  }

  private func encode(_ value: some Encodable) throws -> [UInt8] {
    Array(try JSONEncoder().encode(value))
  }
}

struct MadeUpServices: CompilerServices {
  var missing: Set<String> = []
  /// The families that files have which are found by another name.
  var families: [String: String] = [:]
  /// What every folder holds.
  var neighbours: [String] = []
  func names(inFolder path: String) -> [String] { neighbours }
  func isReadableFile(_ path: String) -> Bool { !missing.contains(path) }
  func fontFile(family: String, bold: Bool, italic: Bool) -> FontFile? {
    guard family != "No Such Font", !missing.contains(family) else { return nil }
    return FontFile(
      path: "/fonts/\(family)\(bold ? "-Bold" : "")\(italic ? "-Italic" : "").ttf",
      family: families[family] ?? family,
      isBold: bold, isItalic: italic)
  }
  /// Fonts have the script that they are named by, those without one Latin.
  func advance(of scalar: Unicode.Scalar, in font: FontFile) -> Int? {
    let script =
      switch scalar.value {
      case 0x21..<0x0250, 0x0300...0x036F, 0x1E00...0x1EFF, 0x2010...0x2027: "Sans"
      case 0x0600...0x06FF: "Arabic"
      case 0x0E00...0x0E7F: "Thai"
      case 0x3000...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFFEF: "CJK"
      case 0x2764, 0x1F000...0x1FFFF: "Emoji"
      default: "none"
      }
    let names = ["Arabic", "Thai", "CJK", "Emoji"]
    let own = names.first { font.path.contains($0) } ?? "Sans"
    guard own == script || scalar == " " else { return nil }
    if own == "CJK" { return 1000 }
    // As in most fonts, capitals are wider.
    return (0x41...0x5A).contains(scalar.value) ? 700 : 550
  }
}
