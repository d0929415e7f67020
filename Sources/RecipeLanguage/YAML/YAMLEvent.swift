/// One step of reading a YAML stream, in Swift's terms.
struct YAMLEvent {
  enum Kind {
    case documentStart
    case documentEnd
    case streamEnd
    case alias(name: String)
    case scalar(YAMLScalar)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  var kind: Kind
  var anchor: String?
  /// A tag that YAML's core schema does not know.
  var unknownTag: String?
  var mark: YAMLMark
}
