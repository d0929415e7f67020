internal import FilmVocabulary

/// Reads WebVTT files (`.vtt`).
struct WebVTTParser {
  private let lines: LineList

  init(_ lines: LineList) { self.lines = lines }

  /// Whether a file's first line says that it is WebVTT.
  static func isSignature(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.hasPrefix("WEBVTT") else { return false }
    let rest = line.dropFirst(6)
    return rest.isEmpty || rest.first == 32 || rest.first == 9
  }

  func document() -> CaptionDocument {
    var collector = CueCollector()
    var index = 0
    while index < lines.count {
      // A comment or a style sheet may hold what looks like times.
      if isNonCue(index) {
        while index < lines.count, !lines.isBlank(index) { index += 1 }
        continue
      }
      guard let time = TimeLine(lines[index]) else {
        index += 1
        continue
      }
      let first = index
      index += 1
      var text = WebVTTText()
      while index < lines.count, !lines.isBlank(index), TimeLine(lines[index]) == nil {
        // Without a blank line between, the name of the next cue is not text.
        let isName = index + 1 < lines.count && TimeLine(lines[index + 1]) != nil
        if !isName { text.append(lines[index]) }
        index += 1
      }
      collector.add(
        line: first + 1, start: time.start, end: time.end, runs: text.finish(),
        placement: WebVTTSettings(time.settings).placement)
    }
    return CaptionDocument(format: .vtt, cues: collector.cues, remarks: collector.remarks)
  }

  /// Whether a block begins here that is no cue: the header, a comment, a style sheet, a region.
  private func isNonCue(_ index: Int) -> Bool {
    guard index == 0 || lines.isBlank(index - 1) else { return false }
    let line = lines[index].trimmed
    if index == 0 || Self.isSignature(line) {
      return Self.isSignature(line) && !lines.isBlank(index)
    }
    if line.hasPrefix("NOTE") { return line.count == 4 || line[line.startIndex + 4] <= 32 }
    return String(decoding: line, as: UTF8.self) == "STYLE"
      || String(decoding: line, as: UTF8.self) == "REGION"
  }
}

/// The text of one WebVTT cue.
struct WebVTTText {
  private var builder = RunBuilder()
  private var stack = TagStack()
  private var isFirst = true

  mutating func append(_ line: ArraySlice<UInt8>) {
    if !isFirst { builder.breakLine() }
    isFirst = false
    var index = line.startIndex
    while index < line.endIndex {
      switch line[index] {
      case UInt8(ascii: "<"): readTag(line, &index)
      case UInt8(ascii: "&"):
        if let scalar = Entity.read(line, &index) {
          builder.append(scalar)
        } else {
          builder.append(line[index])
          index += 1
        }
      default:
        builder.append(line[index])
        index += 1
      }
    }
  }

  mutating func finish() -> [Caption.Run] { builder.finish() }

  private mutating func readTag(_ line: ArraySlice<UInt8>, _ index: inout Int) {
    if let end = line[index...].prefix(24).firstIndex(of: UInt8(ascii: ">")) {
      var place = index + 1
      if let time = Timestamp.read(line, &place), place == end {
        builder.beginWord(at: time)
        index = end + 1
        return
      }
      // `</>` and `<.class>` say nothing.
      if end == index + 1 || (end == index + 2 && line[index + 1] == UInt8(ascii: "/")) {
        index = end + 1
        return
      }
    }
    guard let tag = MarkupTag(line, &index) else {
      builder.append(line[index])
      index += 1
      return
    }
    if tag.isClosing {
      stack.close(tag.name)
    } else {
      stack.open(tag.name) { markup in
        switch tag.name {
        case "i": markup.isItalic = true
        case "b": markup.isBold = true
        case "u": markup.isUnderlined = true
        default: break
        }
        for name in tag.classes { markup.color = HTMLColor.classes[name] ?? markup.color }
      }
    }
    builder.markup = stack.markup
  }
}
