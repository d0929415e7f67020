public import FilmVocabulary

/// Writes captions as a script in the form of Advanced SubStation Alpha, with styles that look
/// about as the burned captions do.
///
/// Times are rounded to hundredths of a second, since the form has no finer ones. A look that one
/// style cannot show has an event for each of its layers; their texts are the same, so that readers
/// see one caption in them.
public struct ScriptWriter {
  private let look: ScriptLook

  public init(_ look: ScriptLook) { self.look = look }

  /// The text of a file.
  ///
  /// - Parameter captions: In the order in which they are to stand in it. Of a place in fractions of
  ///   the frame, both are given or neither.
  public func text(of captions: [Caption]) -> String {
    let isMixed = captions.contains { caption in
      caption.runs.contains { $0.text.unicodeScalars.contains(where: \.isRightToLeft) }
    }
    let styles = ScriptStyles(look: look, isMixed: isMixed)
    var lines = [
      "[Script Info]", "ScriptType: v4.00+", "PlayResX: \(look.width)", "PlayResY: \(look.height)",
      "WrapStyle: 0", "ScaledBorderAndShadow: yes", "YCbCr Matrix: None", "", "[V4+ Styles]",
      ScriptStyles.format,
    ]
    lines += styles.parts.map(styles.line)
    lines += Self.eventHead
    for caption in captions where caption.end > caption.start {
      let runs = CaptionTidier.tidy(caption.runs)
      guard !runs.isEmpty else { continue }
      let times = "\(ScriptNumbers.time(caption.start)),\(ScriptNumbers.time(caption.end))"
      let place = place(caption.placement)
      for (layer, part) in styles.parts.enumerated() {
        let body = ScriptBody.text(
          of: isMixed ? Self.directed(runs) : runs, part: part, look: look,
          start: 10 * ScriptNumbers.hundredths(caption.start), end: caption.end)
        lines.append(
          "Dialogue: \(layer),\(times),\(part.rawValue),,0,0,0,,"
            + Self.block(place + (part == .light ? "\\ybord0" : "")) + body)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let eventHead = [
    "", "[Events]",
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
  ]

  /// The text of a file with the styles and events of another.
  ///
  /// - Parameters:
  ///   - head: Begins with the section `[Script Info]` and ends with styles.
  ///   - events: In their order: milliseconds, of which the end is the first at which the event is
  ///     gone, the layer, and what follows in the format of ``StyledScript/Event``. What ends before
  ///     time 0 is left out.
  public static func text(
    head: String, events: [(start: Int, end: Int, layer: Int, fields: String)]
  ) -> String {
    var lines = head.split(separator: "\n", omittingEmptySubsequences: false).map(styleFormat)
    if lines.last == "" { lines.removeLast() }
    // The film is BT.709 whatever the script was made for, and the colours are what they say.
    lines.insert("YCbCr Matrix: None", at: min(1, lines.count))
    lines += eventHead
    for event in events
    where ScriptNumbers.hundredths(event.start) < ScriptNumbers.hundredths(event.end) {
      let times = "\(ScriptNumbers.time(event.start)),\(ScriptNumbers.time(event.end))"
      lines.append("Dialogue: \(event.layer),\(times),\(event.fields)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A format of styles with its fields' names as all programs write them: not every reader takes
  /// them in other letters. Any other line is left as it is.
  private static func styleFormat(_ line: Substring) -> String {
    let mark = "Format: "
    guard line.hasPrefix(mark) else { return String(line) }
    let known = Dictionary(uniqueKeysWithValues: fieldNames.map { ($0.lowercased(), $0) })
    let names = line.dropFirst(mark.count).split(separator: ",").map { name in
      let name = String(name.drop { $0 == " " })
      return known[name] ?? name
    }
    return mark + names.joined(separator: ", ")
  }

  private static let fieldNames = [
    "Name", "Fontname", "Fontsize", "PrimaryColour", "SecondaryColour", "TertiaryColour",
    "OutlineColour", "BackColour", "Bold", "Italic", "Underline", "StrikeOut", "ScaleX", "ScaleY",
    "Spacing", "Angle", "BorderStyle", "Outline", "Shadow", "Alignment", "MarginL", "MarginR",
    "MarginV", "AlphaLevel", "Encoding",
  ]

  /// Each line begins on the side on which the caption begins, as it does in the film: libass goes by
  /// the line's own first letter.
  private static func directed(_ runs: [Caption.Run]) -> [Caption.Run] {
    let lines = runs.map(\.text).joined().split(separator: "\n", omittingEmptySubsequences: false)
    let isFromRight = runs.map(\.text).joined().startsAtRight ?? false
    var marks = lines.map { $0.directionMark(fromRight: isFromRight) }[...]
    var directed = runs
    for index in directed.indices {
      var text = index == 0 ? marks.removeFirst() : ""
      for scalar in directed[index].text.unicodeScalars {
        text.unicodeScalars.append(scalar)
        if scalar == "\n" { text += marks.removeFirst() }
      }
      directed[index].text = text
    }
    return directed
  }

  private static func block(_ tags: String) -> String { tags.isEmpty ? "" : "{\(tags)}" }

  private func place(_ placement: CaptionPlacement?) -> String {
    guard let placement else { return "" }
    let anchor = "\\an\(OverrideState.numberPad(of: placement.anchor))"
    guard let x = placement.x, let y = placement.y else { return anchor }
    let place = (x * Rational(look.width), y * Rational(look.height))
    return anchor
      + "\\pos(\(ScriptNumbers.pixels(place.0)),\(ScriptNumbers.pixels(place.1)))"
  }
}
