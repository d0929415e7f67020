public import FilmVocabulary

/// Writes captions as a script in the form of Advanced SubStation Alpha, with one style that
/// looks about as the burned captions do.
///
/// Times are rounded to hundredths of a second, since the form has no finer ones.
public struct ScriptWriter {
  private let look: ScriptLook

  public init(_ look: ScriptLook) { self.look = look }

  /// The text of a file.
  ///
  /// - Parameter captions: In the order in which they are to stand in it.
  public func text(of captions: [Caption]) -> String {
    var lines = [
      "[Script Info]", "ScriptType: v4.00+", "PlayResX: \(look.width)", "PlayResY: \(look.height)",
      "WrapStyle: 0", "ScaledBorderAndShadow: yes", "YCbCr Matrix: None", "", "[V4+ Styles]",
      "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
        + "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
        + "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding",
      style(of: captions), "", "[Events]",
      "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
    ]
    for caption in captions where caption.end > caption.start {
      let runs = CaptionTidier.tidy(caption.runs)
      guard !runs.isEmpty else { continue }
      lines.append(
        "Dialogue: 0,\(time(caption.start)),\(time(caption.end)),Default,,0,0,0,,"
          + place(caption.placement) + body(of: runs))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func style(of captions: [Caption]) -> String {
    // With -1, the direction of each text is that of its first letter, as it is in the film. Players
    // that do not know it are spared it where it changes nothing.
    let isMixed = captions.contains { caption in
      caption.runs.contains { $0.text.unicodeScalars.contains(where: \.isRightToLeft) }
    }
    let height = Rational(look.height)
    let margin = String((look.margin * height).rounded)
    let border = border
    let name = String(
      String.UnicodeScalarView(look.font.unicodeScalars.filter { $0 != "," && $0.value >= 32 }))
    let fields = [
      "Default", name, pixels(look.lineHeight * height), full(look.color), full(look.color),
      full(border.outlineColor), full(border.backColor), look.isBold ? "-1" : "0", "0", "0", "0",
      "100", "100", "0", "0", border.style, pixels(border.outline * height),
      pixels(border.shadow * height),
      String(OverrideState.numberPad(of: look.anchor)), margin, margin, margin,
      isMixed ? "-1" : "1",
    ]
    return "Style: " + fields.joined(separator: ",")
  }

  private struct Border {
    var style: String
    var outlineColor: Color
    var outline: Rational
    var backColor: Color
    var shadow: Rational
  }

  /// A box is written in one of two ways. `BorderStyle` 3, which all players know, draws one behind
  /// each run of each line, in the outline's colour and in place of it; where they overlap, a clear
  /// colour shows twice. 4, which libass knows (as in mpv, VLC and ffmpeg), draws one behind all lines in
  /// the shadow's colour and as far beyond them as the shadow would be; others draw that shadow.
  private var border: Border {
    guard let box = look.box else {
      return Border(
        style: "1", outlineColor: look.outlineColor, outline: look.outline, backColor: .black,
        shadow: .zero)
    }
    // Burned boxes reach half as far above and below as to the sides; these have one width.
    let padding = box.padding * Rational(3, 4)
    if box.isPerLine, box.color.alpha == 255 {
      return Border(
        style: "3", outlineColor: box.color, outline: padding, backColor: box.color, shadow: .zero)
    }
    return Border(
      style: "4", outlineColor: look.outlineColor, outline: look.outline, backColor: box.color,
      shadow: padding)
  }

  private func place(_ placement: CaptionPlacement?) -> String {
    guard let placement else { return "" }
    var tags = "\\an\(OverrideState.numberPad(of: placement.anchor))"
    if placement.x != nil || placement.y != nil {
      let (width, height) = (Rational(look.width), Rational(look.height))
      let margin = look.margin * height
      let x: Rational =
        switch placement.anchor.column {
        case .left: margin
        case .middle: width / Rational(2)
        case .right: width - margin
        }
      let y: Rational =
        switch placement.anchor.row {
        case .top: margin
        case .middle: height / Rational(2)
        case .bottom: height - margin
        }
      let place = (placement.x.map { $0 * width } ?? x, placement.y.map { $0 * height } ?? y)
      tags += "\\pos(\(pixels(place.0)),\(pixels(place.1)))"
    }
    return "{\(tags)}"
  }

  private func body(of runs: [Caption.Run]) -> String {
    var text = ""
    var last = TextMarkup.plain
    for run in runs {
      var tags = ""
      if run.markup.isBold != last.isBold { tags += run.markup.isBold ? "\\b1" : "\\b" }
      if run.markup.isItalic != last.isItalic { tags += run.markup.isItalic ? "\\i1" : "\\i" }
      if run.markup.isUnderlined != last.isUnderlined {
        tags += run.markup.isUnderlined ? "\\u1" : "\\u"
      }
      if run.markup.isStruck != last.isStruck { tags += run.markup.isStruck ? "\\s1" : "\\s" }
      if run.markup.color != last.color {
        tags += run.markup.color.map { "\\c&H" + hex($0) + "&" } ?? "\\c"
      }
      if !tags.isEmpty { text += "{\(tags)}" }
      text += escaped(run.text)
      last = run.markup
    }
    return text
  }

  /// A brace is escaped; a word joiner, which is invisible, keeps a backslash from being a
  /// command.
  private func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{", "}": result.append(contentsOf: ["\\", scalar])
      case "\\": result.append(contentsOf: ["\\", "\u{2060}"])
      case "\n": result.append(contentsOf: ["\\", "N"])
      case "\u{A0}": result.append(contentsOf: ["\\", "h"])
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private func time(_ milliseconds: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let time = (max(0, milliseconds) + 5) / 10
    return "\(time / 360_000):\(two(time / 6000 % 60)):\(two(time / 100 % 60)).\(two(time % 100))"
  }

  private func pixels(_ value: Rational) -> String {
    let hundredths = max(0, (value * Rational(100)).rounded)
    let fraction = hundredths % 100
    return fraction == 0
      ? "\(hundredths / 100)" : "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// Blue, green, red.
  private func hex(_ color: Color) -> String {
    [color.blue, color.green, color.red].map(byte).joined()
  }

  private func full(_ color: Color) -> String { "&H" + byte(255 - color.alpha) + hex(color) }

  private func byte(_ value: UInt8) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
