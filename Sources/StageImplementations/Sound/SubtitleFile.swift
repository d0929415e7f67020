internal import FilmVocabulary
internal import StageCatalog

/// The text of a subtitle file.
///
/// Lines end in a line feed in both formats. A cue that could not be seen, for want of time or of
/// text, is left out.
struct SubtitleFile {
  var format: SubtitlesParameters.Format
  /// In the order of the file.
  var cues: [Caption]

  var text: String {
    var text = format == .vtt ? "WEBVTT\n\n" : ""
    var number = 0
    for cue in cues where cue.end > cue.start {
      let lines = lines(of: cue)
      guard !lines.isEmpty else { continue }
      number += 1
      text += "\(number)\n\(time(cue.start)) --> \(time(cue.end))\n"
      for line in lines { text += line + "\n" }
      text += "\n"
    }
    return text
  }

  /// The cue's lines without empty ones, which would end it.
  private func lines(of cue: Caption) -> [String] {
    cue.text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .map(format == .vtt ? Self.escaped : { $0 })
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

  /// The text as WebVTT has it: no tag, no reference, no arrow. SubRip has no way to escape; what
  /// a player takes for a tag there is the player's own choice.
  private static func escaped(_ line: String) -> String {
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
}
