import Testing

@testable import RecipeLanguage

@Suite("YAML")
struct YAMLComposerTests {
  private func compose(_ text: String) throws -> YAMLNode? {
    try YAMLComposer.compose(Array(text.utf8), file: 0)
  }

  private func problem(_ text: String) -> YAMLProblem? {
    problem(bytes: Array(text.utf8))
  }

  private func problem(bytes: [UInt8]) -> YAMLProblem? {
    do throws(YAMLProblem) {
      _ = try YAMLComposer.compose(bytes, file: 0)
      return nil
    } catch {
      return error
    }
  }

  @Test("Marks count lines and characters from 1")
  func marks() throws {
    let root = try #require(try compose("a: 1\n\"tiêu đề\":   [xin, 'chào']\n"))
    guard case .mapping(let entries) = root.content else {
      Issue.record("not a mapping")
      return
    }
    #expect(entries.map(\.key) == ["a", "tiêu đề"])
    #expect(entries[1].keyMark == YAMLMark(file: 0, line: 2, column: 1, length: 9))
    guard case .sequence(let elements) = entries[1].value.content else {
      Issue.record("not a list")
      return
    }
    #expect(elements[0].mark == YAMLMark(file: 0, line: 2, column: 15, length: 3))
    #expect(elements[1].mark == YAMLMark(file: 0, line: 2, column: 20, length: 6))
  }

  @Test("Only plain scalars are null or truth values, by YAML 1.2's core schema")
  func scalars() throws {
    let root = try #require(try compose("[no, 'true', true, ~, '~', !!str true, 12:30:45]"))
    guard case .sequence(let nodes) = root.content else { return }
    let scalars = nodes.compactMap { node -> YAMLScalar? in
      if case .scalar(let scalar) = node.content { scalar } else { nil }
    }
    #expect(scalars.map(\.boolean) == [nil, nil, true, nil, nil, nil, nil])
    #expect(scalars.map(\.isNull) == [false, false, false, true, false, false, false])
  }

  @Test("Aliases and merge keys are resolved; a mapping's own keys win")
  func merging() throws {
    let text = """
      base: &base { fit: cover, effect: none }
      other: &other { effect: zoom-in, volume: 1 }
      one: { <<: *base, effect: pan-left }
      two: { <<: [*base, *other] }
      """
    let root = try #require(try compose(text))
    func texts(_ node: YAMLNode?) -> [String: String] {
      guard case .mapping(let entries)? = node?.content else { return [:] }
      return Dictionary(
        uniqueKeysWithValues: entries.map { entry in
          if case .scalar(let scalar) = entry.value.content {
            (entry.key, scalar.text)
          } else {
            (entry.key, "?")
          }
        })
    }
    #expect(texts(root["one"]) == ["fit": "cover", "effect": "pan-left"])
    #expect(texts(root["two"]) == ["fit": "cover", "effect": "none", "volume": "1"])
  }

  @Test(
    "What is no recipe's YAML is refused at its place",
    arguments: [
      ("a: 1\nb: 2\na: 3\n", 3, 1, "the key 'a' stands here twice"),
      ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here; a file holds one"),
      ("? [a, b]\n: 1\n", 1, 3, "a list cannot be a key; a key is a word"),
      ("a: *b\n", 1, 4, "no anchor '&b' stands before this alias"),
      ("a: &a [*a]\n", 1, 8, "'*a' stands inside of itself"),
      ("a: {<<: 5}\n", 1, 9, "'<<' takes a mapping or a list of mappings, not '5'"),
      ("a:\n\t- b\n", 2, 1, "a tab indents here; YAML wants spaces"),
      ("a: 'b\nc: d\n", 1, 4, "this quote is never closed"),
      (
        "a: b: c\n", 1, 5,
        "a ':' with a space behind it is not allowed here; put the text in"
          + " quotes, or check the indentation"
      ),
      ("a: @b\n", 1, 4, "a value cannot begin with '@'; put it in quotes"),
      ("a: !x b\n", 1, 4, "the tag '!x' is not known; recipes use no tags"),
      (
        "a: \"\\q\"\n", 1, 5,
        "unknown escape after '\\' in double quotes; write '\\\\' for a"
          + " backslash or use single quotes"
      ),
      ("a: b\0c\n", 1, 5, "the control character U+0000 is not allowed; remove it"),
      ("é: 1\na: \u{1}\n", 2, 4, "the control character U+0001 is not allowed; remove it"),
      (
        "a: [1, 2\nb: 3\n", 2, 2, "expected ',' or ']'"
      ),
    ])
  func refusals(_ text: String, line: Int32, column: Int32, message: String) throws {
    let problem = try #require(self.problem(text))
    #expect(problem.message == message)
    #expect(problem.mark.line == line)
    #expect(problem.mark.column == column)
  }

  @Test("Bytes that are no text are refused at their place")
  func notText() throws {
    let latin1 = try #require(self.problem(bytes: Array("a: 1\nb: caf".utf8) + [0xE9, 0x0A]))
    #expect(latin1.message == "the file is not UTF-8 text; save it as UTF-8")
    #expect((latin1.mark.line, latin1.mark.column) == (2, 7))
    let png = problem(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])
    #expect(png != nil)
  }

  @Test("Byte order marks and UTF-16 are read")
  func encodings() throws {
    let utf8 = try YAMLComposer.compose([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: 0)
    #expect(utf8?["a"]?.mark == YAMLMark(file: 0, line: 1, column: 4, length: 1))
    let units = Array("a: tiêu".utf16)
    let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big] {
      let root = try YAMLComposer.compose(bytes, file: 0)
      guard case .scalar(let scalar)? = root?["a"]?.content else {
        Issue.record("no scalar")
        continue
      }
      #expect(scalar.text == "tiêu")
    }
  }

  @Test("A bomb of aliases is refused before it goes off")
  func bomb() throws {
    var text = "a: &a [" + String(repeating: "x,", count: 9) + "]\n"
    for (name, previous) in zip("bcdefghi", "abcdefgh") {
      text += "\(name): &\(name) [" + String(repeating: "*\(previous),", count: 9) + "]\n"
    }
    let problem = try #require(self.problem(text))
    #expect(problem.message == "the aliases of this file stand for more than 100000 values")
  }

  @Test("Depth is limited, by brackets and by aliases")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(problem(nested(64)) == nil)
    #expect(problem(nested(65))?.message == "more than 64 levels of nesting are not read")
    #expect(problem(String(repeating: "[", count: 100_000)) != nil)
    let aliased = "- &a \(nested(40))\n- \(String(repeating: "[", count: 30))*a"
    #expect(
      problem(aliased + String(repeating: "]", count: 30))?.message
        == "more than 64 levels of nesting are not read")
  }

  @Test("A file of more than 16 MiB is not read")
  func size() {
    let bytes = [UInt8](repeating: 0x20, count: (16 << 20) + 1)
    #expect(problem(bytes: bytes)?.message.hasPrefix("the file has 16 MiB") == true)
  }

  @Test("Nothing but comments is no document")
  func empty() throws {
    #expect(try compose("") == nil)
    #expect(try compose("# nothing\n") == nil)
  }
}
