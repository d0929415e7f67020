import BuildGraph

/// A stage of the tests' own: joins its inputs to a text.
struct JoinParameters: NodeParameters {
  static let stage = StageDescriptor(
    name: "join", version: 3, outputs: [.init("text", fileExtension: "txt")],
    libraries: ["glue"], estimate: .init(seconds: 1, memory: 1 << 20))

  var text: String
  var times: Int = 1

  func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("text", text)
    encoder.field("times", times)
  }
}
