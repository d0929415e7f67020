internal import FilmVocabulary

/// Captions as Matroska and WebM carry them: SubRip and WebVTT without their times.
enum TaggedText {
  /// - Parameter isWebVTT: Else SubRip, which has no way to write a `<` that is none.
  static func samples(
    _ captions: [Caption], length: Int, isWebVTT: Bool
  ) -> [MovieText.Sample] {
    captions.compactMap { caption in
      let start = max(0, caption.start)
      let end = min(caption.end, length)
      guard start < end else { return nil }
      let text = caption.runs.map { run in tagged(run, isWebVTT: isWebVTT) }.joined()
      let lines = text.split(whereSeparator: \.isNewline).filter {
        !$0.allSatisfy(\.isWhitespace)
      }
      guard !lines.isEmpty else { return nil }
      return MovieText.Sample(
        start: start, duration: end - start, bytes: Array(lines.joined(separator: "\n").utf8))
    }.sorted { $0.start < $1.start }
  }

  private static func tagged(_ run: Caption.Run, isWebVTT: Bool) -> String {
    var text = isWebVTT ? escaped(run.text) : run.text
    let markup = run.markup
    if markup.isUnderlined { text = "<u>\(text)</u>" }
    if markup.isItalic { text = "<i>\(text)</i>" }
    if markup.isBold { text = "<b>\(text)</b>" }
    guard !isWebVTT else { return text }
    if markup.isStruck { text = "<s>\(text)</s>" }
    if let color = markup.color {
      text = "<font color=\"\(color.description.prefix(7))\">\(text)</font>"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
