internal import FilmVocabulary

/// The text of one event of a script that is written.
///
/// A word that lights up changes at its time and changes back: `\t` with one time for begin and end.
/// `\k` would leave it lit. It is there all the same, in one colour, so that readers find the words'
/// times.
struct ScriptBody {
  private let part: ScriptStyles.Part
  private let look: ScriptLook
  /// Milliseconds for which the event shows.
  private let duration: Int
  private var text = ""
  private var tags = ""
  private var markup = TextMarkup.plain
  /// Whether the letters have the look's space between them; `nil` where none was written.
  private var isSpaced: Bool?
  /// Whether the last letters were lit at some time.
  private var isAfterLight = false

  private init(part: ScriptStyles.Part, look: ScriptLook, duration: Int) {
    self.part = part
    self.look = look
    self.duration = duration
  }

  /// - Parameters:
  ///   - runs: A caption's, tidied.
  ///   - start: The event's, in milliseconds of the film.
  static func text(
    of runs: [Caption.Run], part: ScriptStyles.Part, look: ScriptLook, start: Int, end: Int
  ) -> String {
    var body = ScriptBody(part: part, look: look, duration: max(end - start, 0))
    // What begins in the event's first hundredth of a second begins with it.
    let begins = runs.compactMap(\.spoken).map { $0 - start < 10 ? 0 : $0 - start }
    var word = -1
    var sung = 0
    for run in runs {
      body.change(to: run.markup)
      if run.spoken != nil { word += 1 }
      if look.highlight != nil {
        if run.spoken != nil {
          let next = word + 1 < begins.count ? begins[word + 1] : max(body.duration, begins[word])
          if word == 0, begins[0] > 0 { body.sing(until: begins[0], &sung) }
          body.sing(until: next, &sung)
        }
        let from = word < 0 ? Int.max : begins[word]
        let until = word + 1 < begins.count ? begins[word + 1] : Int.max
        body.write(run.text, litFrom: from, until: until)
      } else {
        body.write(run.text[...])
      }
    }
    return body.text
  }

  // MARK: Overrides

  private mutating func change(to new: TextMarkup) {
    if new.isBold != markup.isBold { tags += new.isBold ? "\\b1" : "\\b" }
    if new.isItalic != markup.isItalic { tags += new.isItalic ? "\\i1" : "\\i" }
    if new.isUnderlined != markup.isUnderlined { tags += new.isUnderlined ? "\\u1" : "\\u" }
    if new.isStruck != markup.isStruck { tags += new.isStruck ? "\\s1" : "\\s" }
    if new.color != markup.color {
      tags += new.color.map { "\\c\(ScriptNumbers.color($0))&" } ?? "\\c"
      // What is not sung yet has the second colour.
      if look.highlight != nil {
        tags += new.color.map { "\\2c\(ScriptNumbers.color($0))&" } ?? "\\2c"
      }
    }
    markup = new
  }

  /// Times are counted from the event's start, so that no error adds up, and rounded down: what is
  /// lit must be sung.
  private mutating func sing(until end: Int, _ sung: inout Int) {
    let length = max(end / 10 - sung, 0)
    tags += "\\k\(length)"
    sung += length
  }

  /// Writes a word and what stands behind it.
  private mutating func write(_ text: String, litFrom from: Int, until: Int) {
    guard let highlight = look.highlight, part == (highlight.isBox ? .light : .words) else {
      write(text[...])
      return
    }
    let (on, off, usual) = light(highlight)
    if isAfterLight { tags += usual }
    let isBlank = text.unicodeScalars.allSatisfy { $0 == " " || $0 == "\n" }
    let isLit = !isBlank && from < until && from < duration
    if isLit {
      // Not as a plain override, which readers would take for the word's own colour; and 0 would mean
      // the event's end.
      let time = from == 0 ? -1 : from
      tags += "\\t(\(time),\(time),\(on))"
      if until < duration { tags += "\\t(\(until),\(until),\(off))" }
    }
    isAfterLight = isLit
    // The space behind a word belongs to none; it only shows with a box or a line.
    let showsSpace = highlight.isBox || markup.isUnderlined || markup.isStruck
    let word = text.unicodeScalars.reversed().drop { $0 == " " || $0 == "\n" }.reversed()
    guard isLit, showsSpace, word.count < text.unicodeScalars.count else {
      write(text[...])
      return
    }
    write(Substring(String(String.UnicodeScalarView(word))))
    tags += usual
    isAfterLight = false
    write(Substring(String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(word.count)))))
  }

  /// What switches a word on and off, and what the letters behind it begin with.
  private func light(
    _ highlight: ScriptLook.Highlight
  ) -> (on: String, off: String, usual: String) {
    if highlight.isBox {
      return ("\\3a\(ScriptNumbers.alpha(highlight.color))&", "\\3a&HFF&", "\\3a&HFF&")
    }
    var on = "\\1c\(ScriptNumbers.color(highlight.color))&"
    var off = "\\1c\(ScriptNumbers.color(markup.color ?? look.color))&"
    var usual = markup.color == nil ? "\\1c" : off
    if highlight.color.alpha != look.color.alpha {
      on += "\\1a\(ScriptNumbers.alpha(highlight.color))&"
      off += "\\1a\(ScriptNumbers.alpha(look.color))&"
      usual += "\\1a"
    }
    return (on, off, usual)
  }

  // MARK: Letters

  private mutating func write(_ letters: Substring) {
    guard look.letterSpacing != .zero else {
      append(letters.unicodeScalars)
      return
    }
    // Marks and spaces go with what stands before them.
    var rest = letters.unicodeScalars[...]
    while let first = rest.first {
      let joins = first.joinsNeighbours || (isSpaced == false && !first.isSpacedApart)
      if isSpaced != !joins { setSpacing(joins ? .zero : look.letterSpacing) }
      isSpaced = !joins
      let run = rest.prefix { joins ? !$0.isSpacedApart : !$0.joinsNeighbours }
      append(run)
      rest = rest[run.endIndex...]
    }
  }

  private mutating func setSpacing(_ spacing: Rational) {
    if spacing > .zero {
      // It is the style's.
      if isSpaced != nil { tags += "\\fsp" }
    } else {
      tags += "\\fsp" + ScriptNumbers.pixels(spacing * Rational(look.height))
    }
  }

  /// A brace is escaped; a word joiner, which is invisible, keeps a backslash from being a
  /// command.
  private mutating func append(_ letters: Substring.UnicodeScalarView) {
    guard !letters.isEmpty else { return }
    if !tags.isEmpty { text += "{\(tags)}" }
    tags = ""
    var result = String.UnicodeScalarView()
    for scalar in letters {
      switch scalar {
      case "{", "}": result.append(contentsOf: ["\\", scalar])
      case "\\": result.append(contentsOf: ["\\", "\u{2060}"])
      case "\n": result.append(contentsOf: ["\\", "N"])
      case "\u{A0}": result.append(contentsOf: ["\\", "h"])
      default: result.append(scalar)
      }
    }
    text += String(result)
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter or a digit of a script whose letters do not join.
  fileprivate var isSpacedApart: Bool {
    !joinsNeighbours && (properties.isAlphabetic || properties.numericType != nil)
  }
}
