internal import FilmVocabulary

/// The styles of a script that is written: that of the words, and where one style cannot show all
/// of a look, others for boxes on layers below.
struct ScriptStyles {
  /// What is drawn of a caption by one event.
  enum Part: String, CaseIterable {
    /// The box behind all words.
    case box = "Box"
    /// That behind the word that is spoken.
    case light = "Light"
    case words = "Default"
  }

  let look: ScriptLook
  /// Whether some texts have letters that are written from right to left.
  let isMixed: Bool

  /// From the bottom to the top.
  var parts: [Part] {
    Part.allCases.filter {
      switch $0 {
      case .box: look.partsBox
      case .light: look.highlight?.isBox ?? false
      case .words: true
      }
    }
  }

  static let format =
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
    + "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
    + "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding"

  func line(of part: Part) -> String {
    let height = Rational(look.height)
    func whole(_ length: Rational) -> String { String((length * height).rounded) }
    func pixels(_ length: Rational) -> String { ScriptNumbers.pixels(length * height) }
    let border = border(of: part)
    let name = String(
      String.UnicodeScalarView(look.font.unicodeScalars.filter { $0 != "," && $0.value >= 32 }))
    let (side, margin) = (whole(look.sideMargin), whole(look.margin))
    let color = ScriptNumbers.full(part == .words ? look.color : look.color.clear)
    let fields = [
      part.rawValue, name, pixels(look.lineHeight), color, color,
      ScriptNumbers.full(border.outlineColor), ScriptNumbers.full(border.backColor),
      look.isBold ? "-1" : "0", look.isItalic ? "-1" : "0", "0", "0", "100", "100",
      // libass takes no negative one from a style; see ``ScriptBody``.
      pixels(max(look.letterSpacing, .zero)), "0", border.style, pixels(border.outline),
      pixels(border.shadow),
      String(OverrideState.numberPad(of: look.anchor)), side, side, margin,
      // With -1, the direction of each text is that of its first letter, as it is in the film. Players
      // that do not know it are spared it where it changes nothing.
      isMixed ? "-1" : "1",
    ]
    return "Style: " + fields.joined(separator: ",")
  }

  private struct Border {
    var style = "1"
    var outlineColor: Color
    var outline: Rational
    var backColor = Color.black
    var shadow = Rational.zero
  }

  private func border(of part: Part) -> Border {
    switch part {
    case .words:
      if let box = look.box, !look.partsBox { return self.box(box) }
      return Border(
        outlineColor: look.outlineColor, outline: look.outline,
        backColor: look.shadow?.color ?? .black, shadow: look.shadow?.offset ?? .zero)
    case .box:
      guard let box = look.box else { return Border(outlineColor: .black, outline: .zero) }
      var border = self.box(box)
      // Of its letters nothing is to show.
      if border.style == "4" { border.outlineColor = look.outlineColor.clear }
      return border
    case .light:
      let color = (look.highlight?.color ?? .black).clear
      return Border(
        style: "3", outlineColor: color, outline: look.lineHeight / Rational(10), backColor: color)
    }
  }

  /// A box is written in one of two ways. `BorderStyle` 3, which all players know, draws one behind
  /// each run of each line, in the outline's colour and in place of it; where they overlap, a clear
  /// colour shows twice. 4, which libass knows (as in mpv, VLC and ffmpeg), draws one behind all lines in
  /// the shadow's colour and as far beyond them as the shadow would be; others draw that shadow.
  private func box(_ box: TextBox) -> Border {
    // Burned boxes reach half as far above and below as to the sides; these have one width.
    let padding = box.padding * Rational(3, 4)
    if box.isPerLine, box.color.alpha == 255 {
      return Border(
        style: "3", outlineColor: box.color, outline: padding, backColor: box.color)
    }
    return Border(
      style: "4", outlineColor: look.outlineColor, outline: look.outline, backColor: box.color,
      shadow: padding)
  }
}

extension Color {
  /// The colour where nothing of it shows.
  fileprivate var clear: Color { Color(red: red, green: green, blue: blue, alpha: 0) }
}
