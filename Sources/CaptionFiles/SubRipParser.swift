internal import FilmVocabulary

/// Reads SubRip files (`.srt`).
///
/// There is no standard. What counts is the line with the times: a caption is everything from it
/// to the next one, without the number that stands before that. So neither missing nor wrong
/// numbers do harm, nor blank lines within a caption or none between two.
struct SubRipParser {
  private let lines: LineList

  init(_ lines: LineList) { self.lines = lines }

  func document() -> CaptionDocument {
    var collector = CueCollector()
    let times = (0..<lines.count).compactMap { index in
      TimeLine(lines[index]).map { (index: index, time: $0) }
    }
    for (place, entry) in times.enumerated() {
      let next = place + 1 < times.count ? times[place + 1].index : lines.count
      let end = place + 1 < times.count ? textEnd(from: entry.index + 1, before: next) : next
      var text = SubRipText()
      for index in entry.index + 1..<max(entry.index + 1, end) where !lines.isBlank(index) {
        text.append(lines[index].trimmed)
      }
      collector.add(
        line: entry.index + 1, start: entry.time.start, end: entry.time.end,
        runs: text.finish(), placement: text.placement)
    }
    return CaptionDocument(format: .srt, cues: collector.cues, remarks: collector.remarks)
  }

  /// The line behind a caption's text, given the line of the next caption's times: the number of
  /// that one is not text. It stands right before the times, or, in files in which every second
  /// line is blank, with blank lines on both sides.
  private func textEnd(from first: Int, before times: Int) -> Int {
    var last = times - 1
    var isApart = false
    while last >= first, lines.isBlank(last) {
      last -= 1
      isApart = true
    }
    guard last >= first, isNumber(last) else { return last + 1 }
    if !isApart { return last }
    // A number that blank lines part from the times may be the caption's text.
    guard last > first, lines.isBlank(last - 1) else { return last + 1 }
    let hasText = (first..<last).contains { !lines.isBlank($0) }
    return hasText ? last : last + 1
  }

  private func isNumber(_ index: Int) -> Bool {
    let line = lines[index].trimmed
    return !line.isEmpty && line.count < 10 && line.allSatisfy { (48...57).contains($0) }
  }
}

/// The text of one SubRip caption: tags of HTML, and overrides of SubStation Alpha such as
/// `{\an8}`.
struct SubRipText {
  private var builder = RunBuilder()
  private var stack = TagStack()
  private var overrides = OverrideState()
  private var isFirst = true
  /// The last brace of the line: none is looked for behind it.
  private var lastBrace = 0

  var placement: CaptionPlacement? { overrides.placement(width: 384, height: 288) }

  mutating func append(_ line: ArraySlice<UInt8>) {
    if !isFirst { builder.breakLine() }
    isFirst = false
    lastBrace = line.lastIndex(of: UInt8(ascii: "}")) ?? line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case UInt8(ascii: "<"): readTag(line, &index)
      case UInt8(ascii: "{"): readOverride(line, &index)
      case UInt8(ascii: "&"):
        if let scalar = Entity.read(line, &index) {
          appendVisible(scalar)
        } else {
          appendLiteral(line, &index)
        }
      default:
        if !overrides.isDrawing { builder.append(line[index]) }
        index += 1
      }
    }
  }

  mutating func finish() -> [Caption.Run] { builder.finish() }

  private mutating func appendVisible(_ scalar: Unicode.Scalar) {
    if !overrides.isDrawing { builder.append(scalar) }
  }

  /// A sign that begins nothing. The word joiner that the project's own writer puts behind it, so
  /// that players take it literally, is not kept.
  private mutating func appendLiteral(_ line: ArraySlice<UInt8>, _ index: inout Int) {
    if !overrides.isDrawing { builder.append(line[index]) }
    index += 1
    if line[index...].starts(with: [0xE2, 0x81, 0xA0]) { index += 3 }
  }

  private mutating func readTag(_ line: ArraySlice<UInt8>, _ index: inout Int) {
    var end = index
    guard let tag = MarkupTag(line, &end), MarkupTag.known.contains(tag.name) else {
      return appendLiteral(line, &index)
    }
    index = end
    if tag.name == "br" { return builder.breakLine() }
    if tag.isClosing {
      stack.close(tag.name)
    } else {
      stack.open(tag.name) { markup in
        switch tag.name {
        case "i", "em": markup.isItalic = true
        case "b", "strong": markup.isBold = true
        case "u", "ins": markup.isUnderlined = true
        case "s", "strike", "del": markup.isStruck = true
        case "font", "span": markup.color = tag.fontColor ?? markup.color
        default: break
        }
      }
    }
    builder.markup = overrides.markup(over: stack.markup)
  }

  private mutating func readOverride(_ line: ArraySlice<UInt8>, _ index: inout Int) {
    guard index + 1 < line.endIndex, line[index + 1] == UInt8(ascii: "\\"), index < lastBrace,
      let end = line[index...].firstIndex(of: UInt8(ascii: "}"))
    else { return appendLiteral(line, &index) }
    overrides.apply(line[(index + 1)..<end])
    builder.markup = overrides.markup(over: stack.markup)
    index = end + 1
  }
}
