import Glibc
import Testing

@testable import RecipeLanguage

/// Whatever a file holds, reading it ends soon, and in diagnostics with places that exist.
@Suite("Hostile input")
struct HostileInputTests {
  /// A small generator with a seed, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private func check(_ bytes: [UInt8]) {
    var files = MemoryFiles()
    files.contents["recipe.yaml"] = bytes
    let result = RecipeLoader.load(path: "recipe.yaml", files: files)
    #expect((result.recipe == nil) == result.diagnostics.contains { $0.severity == .error })
    for mark in result.diagnostics.compactMap(\.mark) {
      #expect(mark.line >= 1 && mark.column >= 1 && mark.length >= 0)
    }
    _ = DiagnosticRenderer(sources: result.sources).text(for: result.diagnostics)
  }

  @Test("Ten thousand broken recipes", arguments: 1...4)
  func mutations(seed: UInt64) {
    var generator = Generator(state: seed)
    let original = Array(RecipeTests.full.utf8)
    let pieces: [[UInt8]] = [
      "${", "}", "$${", "${topic}", "&a ", "*a", "<<: ", "[", "]", "{", "}", ": ", "- ", "\t", "\n",
      "\0", "\u{FEFF}", "!!str ", "|", ">", "'", "\"", "-", "9999999999999999999", "%", "1e999",
      "\u{202E}", "---\n", "...\n", "#", "? ", "0.000000000001", "-5", "24:00:00", "null", "~", ",",
    ].map { Array($0.utf8) }
    for _ in 0..<2_500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1:
          let count = Int.random(in: 1...30, using: &generator)
          bytes.removeSubrange(place..<min(place + count, bytes.count))
        case 2:
          let piece = pieces.randomElement(using: &generator) ?? []
          bytes.insert(contentsOf: piece, at: place)
        case 3:
          let count = Int.random(in: 1...60, using: &generator)
          let copy = Array(bytes[place..<min(place + count, bytes.count)])
          bytes.insert(contentsOf: copy, at: Int.random(in: 0...bytes.count, using: &generator))
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = original }
      }
      check(bytes)
    }
  }

  @Test("Random values at every key", arguments: 1...2)
  func values(seed: UInt64) {
    var generator = Generator(state: seed &+ 100)
    let values = [
      "-1", "99999999999999999999", "0", "''", "[]", "{}", "[[]]", "1e9", "0.0000001", "nan", "5%",
      "-0", "+1", ".", "1:2:3", "12f", "999999999f", "24h", "100000h", "-60dB", "1/0", "0/1",
      "9999x9999", "1x1", "16:0", "100:1", "[0,0,1,1]", "[1e400,1,1,1]", "a.mp4", "none", "true",
      "'${x}'", "&a [*a]", "[1s, 1s]", "1s..1f", "..", "red", "\"\\u0000\"", "9999999.999999",
    ]
    let lines = RecipeTests.full.split(separator: "\n", omittingEmptySubsequences: false)
    for _ in 0..<2_000 {
      var changed = lines.map(String.init)
      let index = Int.random(in: 0..<changed.count, using: &generator)
      guard let colon = changed[index].firstIndex(of: ":") else { continue }
      let value = values.randomElement(using: &generator) ?? ""
      changed[index] = changed[index][...colon] + " " + value
      check(Array(changed.joined(separator: "\n").utf8))
    }
  }

  @Test("A recipe cut off at any byte")
  func prefixes() {
    let bytes = Array(RecipeTests.full.utf8)
    for count in stride(from: 0, to: bytes.count, by: 7) { check(Array(bytes[..<count])) }
  }

  @Test("Real odd YAML files end in a recipe or in diagnostics")
  func oddFiles() throws {
    let folder = TestMedia.folder + "/odd/yaml"
    let paths = TestMedia.files(in: folder, ending: ".yaml")
    guard !paths.isEmpty else {
      print("skipped: there are no test media at \(TestMedia.folder)")
      return
    }
    for path in paths {
      let bytes = try DiskFiles().read(path)
      check(bytes)
      let loaded = ProfileLoader().load(path)
      #expect((loaded.profile == nil) == !loaded.diagnostics.isEmpty, "\(path)")
    }
    #expect(paths.count > 300)
  }

  /// The suite's files are lists of cases, each with a document as text under `yaml`, where white
  /// space is written in visible letters.
  @Test("Every document of the YAML test suite ends in diagnostics")
  func testSuite() throws {
    let folder = TestMedia.folder + "/odd/yaml/yaml-test-suite-src/src"
    let paths = TestMedia.files(in: folder, ending: ".yaml")
    guard !paths.isEmpty else {
      print("skipped: there is no YAML test suite at \(folder)")
      return
    }
    var documents = 0
    for path in paths {
      guard let root = try? YAMLComposer.compose(DiskFiles().read(path), file: 0),
        case .sequence(let cases) = root.content
      else { continue }
      for node in cases {
        guard case .scalar(let scalar)? = node["yaml"]?.content else { continue }
        var text = ""
        for letter in scalar.text {
          switch letter {
          case "\u{2423}": text += " "
          case "\u{21B5}", "\u{220E}": break
          case "\u{2190}": text += "\r"
          case "\u{21D4}": text += "\u{FEFF}"
          case "\u{00BB}": text += "\t"
          case "\u{2014}": break
          default: text.append(letter)
          }
        }
        check(Array(text.utf8))
        check(Array(("scenes:\n- text: |\n    x\n  clip:\n    " + text).utf8))
        documents += 1
      }
    }
    #expect(documents > 300)
  }

  @Test("The same shapes of odd files, written here")
  func oddTexts() {
    let texts = [
      "- no\n- NO\n- on\n- 12:30:45\n- 0o17\n- .inf\n- <<\n",
      "node: a\nnode: b\nsteps: {x: 1, x: 2}\n",
      "---\na: 1\n...\n---\nb: 2\n---\n", "\"\\u0000\": nul\n\"__proto__\": {polluted: true}\n",
      "? |\n  block key\n: - one\n", "%YAML 1.1\n---\na: 1\n", "%TAG ! tag:x,2000:\n---\n!foo a\n",
      "&a a: *a\n", "{a, b: c, [d]: e}\n", "a: !!binary aGk=\n", "- - - - a\n", "\u{85}a: b\n",
    ]
    for text in texts { check(Array(text.utf8)) }
  }

  @Test("Files that are slow to scan are not slow to read")
  func slow() {
    // What a machine does besides does not count. All of it takes some seconds, and minutes where
    // one thing grows with the square of its length.
    let seconds = processorSeconds {
      check(Array(String(repeating: "[", count: 200_000).utf8))
      check(Array(String(repeating: "{a: ", count: 100_000).utf8))
      check(Array(String(repeating: "- ", count: 200_000).utf8))
      check(Array(String(repeating: "? ", count: 100_000).utf8))
      check(Array(("a: " + String(repeating: "${x}", count: 100_000)).utf8))
      check(Array(("scenes: [" + String(repeating: "{},", count: 50_000) + "]").utf8))
      let keys = (0..<50_000).map { "k\($0): 1\n" }.joined()
      check(Array(keys.utf8))
    }
    #expect(seconds < 60)
  }
}
