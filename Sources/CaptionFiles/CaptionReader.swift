public import FilmVocabulary

/// Reads files of captions: SubRip, WebVTT, and scripts in the form of (Advanced) SubStation
/// Alpha.
///
/// The content decides what a file is; its name does not count. What players forgive is forgiven
/// and, where something was left out or guessed, remarked on.
public enum CaptionReader {
  /// Larger files are refused: 20,000 captions have about 2 MB.
  public static let limit = 32 << 20

  /// - Parameter keepsScript: Whether a script's styles and events are wanted as they stand.
  /// - Throws: ``CaptionFileError`` if the bytes are no captions at all.
  public static func read(
    _ bytes: [UInt8], keepsScript: Bool = false
  ) throws(CaptionFileError) -> CaptionDocument {
    guard bytes.count <= limit else {
      throw CaptionFileError(
        "the file has \(bytes.count >> 20) MB, more than captions of any film; the limit is "
          + "\(limit >> 20) MB")
    }
    let decoded = try TextDecoder.decode(bytes)
    let lines = LineList(decoded.bytes)
    var document: CaptionDocument
    switch try format(of: lines) {
    case .srt: document = SubRipParser(lines).document()
    case .vtt: document = WebVTTParser(lines).document()
    case .ass: document = ScriptParser(lines, keepsScript: keepsScript).document()
    }
    document.remarks = decoded.remarks + document.remarks
    if document.cues.isEmpty, document.script?.events.isEmpty ?? true {
      document.remarks.append(.init(line: nil, text: "the file holds no caption that shows"))
    }
    document.cues = sorted(document.cues)
    return document
  }

  /// In order of their starts; those that start together stay as they were.
  private static func sorted(_ cues: [CaptionDocument.Cue]) -> [CaptionDocument.Cue] {
    let order = cues.indices.sorted {
      (cues[$0].caption.start, $0) < (cues[$1].caption.start, $1)
    }
    return order.map { cues[$0] }
  }

  // MARK: What a file is

  private static func format(
    of lines: LineList
  ) throws(CaptionFileError) -> CaptionDocument.Format {
    guard let first = (0..<lines.count).first(where: { !lines.isBlank($0) }) else { return .srt }
    let opening = lines[first].trimmed
    if WebVTTParser.isSignature(opening) { return .vtt }
    if opening.first == UInt8(ascii: "["), ScriptParser.isSection(opening) { return .ass }
    var sawDialogue = false
    for index in first..<lines.count {
      if TimeLine(lines[index]) != nil { return .srt }
      if ScriptParser.isSection(lines[index].trimmed) { return .ass }
      sawDialogue = sawDialogue || lines[index].hasPrefix("Dialogue:")
    }
    if sawDialogue { return .ass }
    throw stranger(lines, first: first)
  }

  /// The error for a file that is something else.
  private static func stranger(_ lines: LineList, first: Int) -> CaptionFileError {
    let opening = lines[first].trimmed
    let head = String(decoding: opening.prefix(40), as: UTF8.self)
    let lower = head.lowercased()
    let line = first + 1
    if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") || lower.hasPrefix("<head") {
      return CaptionFileError(
        line: line,
        "this is a web page, not a file of captions; download the file that the page links to")
    }
    if lower.hasPrefix("<?xml") || lower.hasPrefix("<tt") {
      return CaptionFileError(
        line: line, "this is XML; captions are read from SubRip, WebVTT and ASS files: convert it")
    }
    if lower.hasPrefix("{\\rtf") {
      return CaptionFileError(
        line: line, "this is a word processor's document; save it as plain text")
    }
    if opening.first == UInt8(ascii: "{"), opening.dropFirst().first.map(Self.isDigit) == true {
      return CaptionFileError(
        line: line,
        "this is MicroDVD, whose times are frames; convert it to SubRip, WebVTT or ASS")
    }
    return CaptionFileError(
      line: line,
      "no caption is found in the whole file; a line such as \"00:00:01,000 --> 00:00:02,500\" "
        + "is expected, and the file begins with \"\(printable(head))\"")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
  }
}
