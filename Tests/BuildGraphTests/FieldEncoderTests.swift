import BuildGraph
import Testing

@Suite("Field encoder")
struct FieldEncoderTests {
  private struct Point: FieldEncodable {
    var x: Int
    var y: Int?
    func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("x", x)
      encoder.field("y", y)
    }
  }

  private func text(_ body: (inout FieldEncoder) -> Void) -> String {
    var encoder = FieldEncoder()
    body(&encoder)
    return String(decoding: encoder.bytes, as: UTF8.self)
  }

  @Test("Nested values and lists carry their path")
  func nesting() {
    #expect(
      text { $0.field("points", [Point(x: 1, y: 2), Point(x: 3, y: nil)]) } == """
        points list 1:2
        points.0.x int 1:1
        points.0.y int 1:2
        points.1.x int 1:3
        points.1.y none 0:

        """)
  }

  @Test("Absence, emptiness and falsehood differ")
  func absence() {
    let texts = [
      text { $0.field("a", String?.none) }, text { $0.field("a", "") },
      text { $0.field("a", [String]()) }, text { $0.field("a", false) },
      text { $0.field("a", "false") }, text { $0.field("a", 0) },
    ]
    #expect(Set(texts).count == texts.count)
  }
}
