import FilmVocabulary

/// Writes an event's text of a script, with overrides around the letters that another font has.
struct ScriptTextWriter {
  /// Another font for some letters.
  struct Run: Equatable {
    var font: FontFile
    /// What names it in an override.
    var family: String
    /// What names the font that comes back after it; empty for that of the event's style.
    var back: String
    /// By how much libass would set it smaller than the text's own font.
    var scale: Rational
    var hasSpace: Bool
  }

  enum Part: Equatable {
    /// Letters of the text's own font, or of another.
    case letters(String, Run?)
    /// What may stand in any font that has a space.
    case space(String)
    /// A letter that is left out.
    case nothing
    /// Overrides, escapes and drawings; a run does not go on behind those that set the font or its
    /// size.
    case other(String, endsRun: Bool)

    var isInOtherFont: Bool {
      if case .letters(_, .some) = self { true } else { false }
    }
  }

  private var text = ""
  private var open: Run?
  private var syllable: ScriptSyllable?
  /// Whether a letter stands last that would make a brace behind it another one.
  private var endsInBackslash = false

  static func text(of parts: [Part]) -> String {
    var writer = ScriptTextWriter()
    for (index, part) in parts.enumerated() {
      writer.write(part, before: parts[(index + 1)...], after: index == 0 ? nil : parts[index - 1])
    }
    writer.set(nil)
    writer.syllable?.finish(in: &writer.text)
    return writer.text
  }

  private mutating func write(_ part: Part, before rest: ArraySlice<Part>, after last: Part?) {
    switch part {
    case .letters(let letters, let run):
      set(run)
      // Only a brace that nothing closed is a letter: now it would be closed.
      text += letters == "{" ? "\\{" : letters
      syllable?.add(letters: 1)
      endsInBackslash = letters == "\\"
    case .space(let space):
      if last == .nothing, space == " ", text.isEmpty || text.last == " " { return }
      if let open, !(open.hasSpace && goesOn(open, in: rest)) { set(nil) }
      text += space
      syllable?.add(letters: 1)
      endsInBackslash = false
    case .nothing: break
    case .other(let other, let endsRun):
      if endsRun { set(nil) }
      if endsInBackslash, other.hasPrefix("{") { text += "\u{2060}" }
      if other.hasPrefix("{") {
        syllable?.finish(in: &text)
        syllable = ScriptSyllable(block: other, at: text.utf8.count)
      }
      text += other
      endsInBackslash = false
    }
  }

  /// Whether the next letters are of the same font.
  private func goesOn(_ run: Run, in rest: ArraySlice<Part>) -> Bool {
    for part in rest {
      switch part {
      case .letters(_, let next): return next == run
      case .other(_, endsRun: true): return false
      case .other, .space, .nothing: continue
      }
    }
    return false
  }

  private mutating func set(_ run: Run?) {
    guard run != open else { return }
    var overrides = ""
    if let open { overrides += "\\fn\(open.back)" + Self.size(open.scale, isBack: true) }
    if let run {
      // Two families in one block: the last one counts.
      overrides += "\\fn\(run.family)" + Self.size(run.scale, isBack: false)
    }
    if endsInBackslash { text += "\u{2060}" }
    text += "{\(overrides)"
    syllable?.beginPart(at: text.utf8.count)
    text += "}"
    endsInBackslash = false
    open = run
  }

  // MARK: Sizes

  /// libass makes the lines of all fonts equally high, not their letters: fonts whose letters
  /// stand far apart come out small. The override makes up for it, or takes that back.
  ///
  /// It is counted in tenths of the size that holds.
  private static func size(_ scale: Rational, isBack: Bool) -> String {
    let limited = min(max(scale, Rational(1, 2)), Rational(3))
    let added = ((limited - Rational(1)) * Rational(1000)).rounded
    guard abs(added) >= 10 else { return "" }
    guard isBack else { return signed(Rational(added, 100)) }
    // What makes the product of both 1.
    return signed(Rational(-10 * added, 1000 + added))
  }

  /// `\fs+1.23`, to nine decimals.
  private static func signed(_ value: Rational) -> String {
    let billionths = (value * Rational(1_000_000_000)).rounded
    let digits = String(abs(billionths))
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var fraction = padded.suffix(9)
    while fraction.last == "0" { fraction.removeLast() }
    return "\\fs" + (billionths < 0 ? "-" : "+") + padded.dropLast(9)
      + (fraction.isEmpty ? "" : "." + fraction)
  }
}
