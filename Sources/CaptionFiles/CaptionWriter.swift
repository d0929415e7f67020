public import FilmVocabulary

/// Writes captions as SubRip or WebVTT.
///
/// Lines end in a line feed. A caption that could not be seen, for want of time or of text, is
/// left out, and so are blank lines, which would end it. What a format has no way to say (places
/// in SubRip other than nine, most colours in WebVTT) is left out too.
public struct CaptionWriter {
  public enum Format: Sendable { case srt, vtt }

  private let format: Format

  public init(_ format: Format) { self.format = format }

  /// The text of a file.
  ///
  /// - Parameter captions: In the order in which they are to stand in it.
  public func text(of captions: [Caption]) -> String {
    var text = format == .vtt ? "WEBVTT\n\n" : ""
    var number = 0
    for caption in captions where caption.end > caption.start {
      let runs = CaptionTidier.tidy(caption.runs)
      guard !runs.isEmpty else { continue }
      number += 1
      text += "\(number)\n\(time(caption.start)) --> \(time(caption.end))"
      if format == .vtt { text += WebVTTSettings.text(of: caption.placement) }
      text += "\n"
      if format == .srt, let anchor = caption.placement?.nearestAnchor, anchor != .bottom {
        text += "{\\an\(OverrideState.numberPad(of: anchor))}"
      }
      text += body(of: runs) + "\n\n"
    }
    return text
  }

  /// A caption's text alone, as containers keep it beside its times: without words' times and
  /// places.
  ///
  /// - Returns: Nothing for a caption that could not be seen.
  public func text(of caption: Caption) -> String {
    body(
      of: CaptionTidier.tidy(caption.runs).map { run in
        Caption.Run(run.text, markup: run.markup)
      })
  }

  /// Hours have two digits or more. SubRip wants a comma, WebVTT a point.
  private func time(_ milliseconds: Int) -> String {
    func padded(_ value: Int, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let time = max(0, milliseconds)
    let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { padded($0, 2) }
    let mark = format == .vtt ? "." : ","
    return clock.joined(separator: ":") + mark + padded(time % 1000, 3)
  }

  /// Tags are closed at the end of each line: not every player carries them over.
  private func body(of runs: [Caption.Run]) -> String {
    var lines = [""]
    for run in runs {
      let (open, close) = tags(run.markup)
      let parts = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append("") }
        if index == 0, format == .vtt, let spoken = run.spoken {
          lines[lines.count - 1] += "<\(time(spoken))>"
        }
        guard !part.isEmpty else { continue }
        lines[lines.count - 1] += open + escaped(String(part)) + close
      }
    }
    if format == .srt { lines = lines.map(Self.withoutTimes) }
    return lines.joined(separator: "\n")
  }

  private func tags(_ markup: TextMarkup) -> (open: String, close: String) {
    var names: [String] = []
    if markup.isBold { names.append("b") }
    if markup.isItalic { names.append("i") }
    if markup.isUnderlined { names.append("u") }
    if markup.isStruck, format == .srt { names.append("s") }
    var open = names.map { "<\($0)>" }.joined()
    var close = names.reversed().map { "</\($0)>" }.joined()
    if let color = markup.color {
      if format == .srt {
        let opaque = Color(red: color.red, green: color.green, blue: color.blue)
        open += "<font color=\"\(opaque)\">"
        close = "</font>" + close
      } else if let name = HTMLColor.classes.first(where: { $0.value == color })?.key {
        open += "<c.\(name)>"
        close = "</c>" + close
      }
    }
    return (open, close)
  }

  private func escaped(_ line: String) -> String {
    format == .vtt ? Self.withReferences(line) : Self.withJoiners(line)
  }

  /// As WebVTT has it: no tag, no reference, no arrow.
  private static func withReferences(_ line: String) -> String {
    var result = ""
    for scalar in line.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\0": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// SubRip has no way to escape. A word joiner, which is invisible and has no width, keeps
  /// players from taking text for a tag, a reference or an override.
  private static func withJoiners(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 == 60 || $0 == 38 || $0 == 123 }) else { return line }
    let bytes = Array(line.utf8)[...]
    var result: [UInt8] = []
    for index in bytes.indices {
      result.append(bytes[index])
      var end = index
      let isTaken: Bool
      switch bytes[index] {
      // Many players drop what looks like a tag, whether they know it or not.
      case UInt8(ascii: "<"): isTaken = MarkupTag(bytes, &end) != nil
      case UInt8(ascii: "&"): isTaken = Entity.read(bytes, &end) != nil
      case UInt8(ascii: "{"):
        isTaken = index + 1 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: "\\")
      default: isTaken = false
      }
      if isTaken { result += [0xE2, 0x81, 0xA0] }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A line that reads as the times of a caption gets a word joiner before it.
  private static func withoutTimes(_ line: String) -> String {
    TimeLine(Array(line.utf8)[...]) == nil ? line : "\u{2060}" + line
  }
}
