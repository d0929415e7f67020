import BuildGraph
import Testing

@Suite("Keys")
struct KeyTextTests {
  private func key(
    _ parameters: JoinParameters, libraries: [String: String] = ["glue": "1.2"],
    inputs: [(role: String, digest: Digest)] = [], label: String = "label"
  ) -> KeyText {
    var graph = Graph()
    let id = graph.add(
      parameters,
      inputs: inputs.enumerated().map { .init($1.role, .file(path: "/anywhere/\($0)")) },
      label: label)
    return KeyText(node: graph[id], libraries: libraries, inputDigests: inputs.map(\.digest))
  }

  @Test("The text and its digest are a promise")
  func golden() {
    let input = SHA256.digest(of: Array("abc".utf8))
    let text = key(JoinParameters(text: "two\nlines", times: 7), inputs: [("page", input)])
    #expect(
      String(decoding: text.bytes, as: UTF8.self) == """
        key int 1:1
        stage text 4:join
        version int 1:3
        library.glue text 3:1.2
        text text 9:two
        lines
        times int 1:7
        input.0.page sha256 64:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad

        """)
    #expect(
      text.digest.hex == "7abb9679868fe7fe482bc854352346058ea0f450a9dd00c08e3b5261691e6643")
  }

  @Test("Every part of a node but its label and its paths changes the key")
  func sensitivity() {
    let one = SHA256.digest(of: [1])
    let two = SHA256.digest(of: [2])
    let base = key(JoinParameters(text: "a"), inputs: [("in", one)])
    #expect(base == key(JoinParameters(text: "a"), inputs: [("in", one)], label: "other"))
    #expect(base != key(JoinParameters(text: "b"), inputs: [("in", one)]))
    #expect(base != key(JoinParameters(text: "a", times: 2), inputs: [("in", one)]))
    #expect(base != key(JoinParameters(text: "a"), inputs: [("in", two)]))
    #expect(base != key(JoinParameters(text: "a"), inputs: [("out", one)]))
    #expect(base != key(JoinParameters(text: "a"), libraries: ["glue": "2"], inputs: [("in", one)]))
  }

  @Test("A text that looks like a field is only a text")
  func injection() {
    let honest = key(JoinParameters(text: "a", times: 2))
    let forged = key(JoinParameters(text: "a\ntimes int 1:2"))
    #expect(honest != forged)
    #expect(forged.fields.first { $0.name == "text" }?.value == "a\ntimes int 1:2")
  }

  @Test("Fields come back as they went in")
  func fields() {
    let fields = key(JoinParameters(text: "ü: x", times: -4)).fields
    #expect(fields.map(\.name) == ["key", "stage", "version", "library.glue", "text", "times"])
    #expect(fields.map(\.value) == ["1", "join", "3", "1.2", "ü: x", "-4"])
  }

  @Test("A damaged text gives the fields before the damage")
  func damage() {
    let bytes = key(JoinParameters(text: "a")).bytes
    for length in 0..<bytes.count {
      let fields = KeyText(bytes: Array(bytes[..<length])).fields
      #expect(fields.count <= 6)
    }
  }
}
