internal import CYAML
internal import Glibc

/// Reads YAML through libyaml, event by event.
///
/// The corresponding C functions are `yaml_parser_parse` and its companions.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: Int32

  /// - Parameters:
  ///   - bytes: The file, which must stay where it is as long as the reader lives.
  ///   - file: The index that marks are to carry.
  init(bytes: UnsafeBufferPointer<UInt8>, file: Int32) throws(YAMLProblem) {
    self.bytes = bytes
    self.file = file
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw YAMLProblem(
        message: "no memory to read YAML",
        mark: YAMLMark(file: file, line: 1, column: 1, length: 0))
    }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event. The start of the stream is skipped.
  mutating func next() throws(YAMLProblem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    let mark = mark(event.start_mark, event.end_mark)
    switch event.type {
    case YAML_SCALAR_EVENT: return scalar(event, mark: mark)
    case YAML_MAPPING_START_EVENT:
      let data = event.data.mapping_start
      return collection(.mappingStart, data.anchor, data.tag, mark)
    case YAML_SEQUENCE_START_EVENT:
      let data = event.data.sequence_start
      return collection(.sequenceStart, data.anchor, data.tag, mark)
    case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, mark: mark)
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, mark: mark)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias(name: text(event.data.alias.anchor) ?? ""), mark: mark)
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, mark: mark)
    case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, mark: mark)
    case YAML_STREAM_START_EVENT: return try next()
    default: return YAMLEvent(kind: .streamEnd, mark: mark)
    }
  }

  private func scalar(_ event: yaml_event_t, mark: YAMLMark) -> YAMLEvent {
    let data = event.data.scalar
    let buffer = UnsafeBufferPointer(start: data.value, count: data.length)
    let tag = text(data.tag)
    let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE && tag != "!" && tag != Self.core + "str"
    let scalar = YAMLScalar(
      text: String(decoding: buffer, as: UTF8.self), isPlain: isPlain,
      hasDollar: memchr(data.value, 0x24, data.length) != nil)
    return YAMLEvent(
      kind: .scalar(scalar), anchor: text(data.anchor), unknownTag: unknown(tag), mark: mark)
  }

  private func collection(
    _ kind: YAMLEvent.Kind, _ anchor: UnsafePointer<UInt8>?, _ tag: UnsafePointer<UInt8>?,
    _ mark: YAMLMark
  ) -> YAMLEvent {
    var mark = mark
    mark.length = 1
    return YAMLEvent(
      kind: kind, anchor: text(anchor), unknownTag: unknown(text(tag)), mark: mark)
  }

  private func unknown(_ tag: String?) -> String? {
    guard let tag, tag != "!" else { return nil }
    let known = ["str", "int", "float", "bool", "null", "map", "seq"]
    return tag.hasPrefix(Self.core) && known.contains(String(tag.dropFirst(Self.core.count)))
      ? nil : tag
  }

  private static let core = "tag:yaml.org,2002:"

  private func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func mark(_ start: yaml_mark_t, _ end: yaml_mark_t) -> YAMLMark {
    YAMLMark(
      file: file, line: Int32(clamping: start.line + 1), column: Int32(clamping: start.column + 1),
      length: start.line == end.line
        ? Int32(clamping: end.column - min(start.column, end.column)) : 0
    )
  }

  /// What libyaml found wrong, in words for the author of a recipe.
  private func problem() -> YAMLProblem {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "the file is not YAML"
    let context = state.context.map { String(cString: $0) }
    switch state.error {
    case YAML_READER_ERROR: return unreadableBytes(problem)
    case YAML_MEMORY_ERROR:
      return YAMLProblem(message: "no memory to read YAML", mark: mark(state.mark, state.mark))
    default: break
    }
    let place = mark(state.problem_mark, state.problem_mark)
    let opening = mark(state.context_mark, state.context_mark)
    return YAMLProblemWords(problem: problem, context: context, place: place, opening: opening)
      .problem(bytes: bytes)
  }

  /// libyaml gives an offset only; the line and the column are counted here.
  private func unreadableBytes(_ problem: String) -> YAMLProblem {
    let place = ByteScan(bytes).firstUnreadable()
    return YAMLProblem(
      message: place?.message ?? "the file is not UTF-8 or UTF-16 text (\(problem))",
      mark: YAMLMark(
        file: file, line: Int32(clamping: place?.line ?? 1),
        column: Int32(clamping: place?.column ?? 1), length: 1))
  }
}
