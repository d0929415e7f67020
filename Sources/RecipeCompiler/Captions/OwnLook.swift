import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// The events of a film's script, for those who burn them in with the look that it gives them.
struct OwnLook {
  private let script: StyledScript
  private let film: FilmBuilder
  private let mark: SourceMark
  /// In the file's order, at their times in the film.
  private var events: [StyledScript.Event]
  /// The files that hold each event's fonts, beside those of its styles.
  private var fontFiles: [[String]]
  /// Events that push each other aside; see ``stacks(of:)``.
  private let stacks: [[Int]]
  /// Families that stand in the script, and what takes the place of those that are not installed.
  private let families: [String: String]

  /// - Returns: `nil` if the recipe asks for its own look, or there is no script.
  /// - Parameter frames: The film's length.
  init?(source: CaptionSource?, film: FilmBuilder, frames: Int) {
    guard film.recipe.subtitles.look == .file, film.recipe.subtitles.modes.contains(.burn),
      let source, let script = source.document.script
    else { return nil }
    self.script = script
    self.film = film
    mark = source.file.source.mark
    let rate = film.output.frameRate
    events = source.events(of: script, frameRate: rate)
    stacks = Self.stacks(of: events)
    fontFiles = Array(repeating: [], count: events.count)
    families = Self.families(of: script, source: source, film: film)
    for index in events.indices where !events[index].fonts.isEmpty {
      events[index].fields = replaced(events[index].fields)
    }
    let end = (Rational(frames * 1000) / rate).ceiling
    chooseFonts(events.indices.filter { events[$0].start < end && events[$0].end > 0 }, source)
  }

  /// What takes the place of each family that the script's events use.
  private static func families(
    of script: StyledScript, source: CaptionSource, film: FilmBuilder
  ) -> [String: String] {
    var families: [String: String] = [:]
    let used = Set(script.events.flatMap(\.styles))
    let named =
      script.styles.filter { used.contains($0.name) }.map(\.font) + script.events.flatMap(\.fonts)
    for family in named {
      guard families[family] == nil else { continue }
      func file(_ name: String) -> FontFile? {
        film.services.fontFile(family: name, bold: false, italic: false)
      }
      let file = file(family) ?? FontAlias.names(for: family).lazy.compactMap(file).first
      let isColored = WritingSystem.emoji.families.contains(file?.family ?? family)
      if let file, !isColored {
        // libass takes names by their letters, but for capitals.
        let isSame = file.family.lowercased() == family.lowercased()
        families[family] = isSame ? family : file.family
        continue
      }
      let other = SubtitleStyle.defaultFont
      families[family] = other
      guard film.services.fontFile(family: other, bold: false, italic: false) != nil else {
        film.builder.report(
          Diagnostic(
            "neither the font '\(family)' of '\(source.file.source.text)' nor '\(other)' is "
              + "installed; the package fonts-noto-core has the latter",
            at: source.file.source.mark))
        continue
      }
      film.builder.report(
        Diagnostic(
          "the font '\(family)' of '\(source.file.source.text)' "
            + (isColored ? "has colours, which libass does not draw; " : "is not installed; ")
            + "'\(other)' takes its place", at: source.file.source.mark,
          severity: .warning))
    }
    return families
  }

  /// Gives some events the fonts that their letters need.
  private mutating func chooseFonts(_ indices: [Int], _ source: CaptionSource) {
    let fonts = ScriptFonts(
      script: script, families: families, language: film.recipe.metadata.language?.value ?? "",
      services: film.services)
    var reported: Set<Unicode.Scalar> = []
    var lines: [Int] = []
    for index in indices {
      let event = events[index]
      let result = fonts.result(for: event.fields, style: event.styles.first ?? "")
      events[index].fields = result.fields
      fontFiles[index] = result.fonts.map(\.path)
      let origin = FilmCaption.Origin(file: source.file, line: event.line)
      film.report(result.missing, at: mark, in: origin.description, reported: &reported)
      if result.lacksEmoji { lines.append(event.line) }
    }
    guard !lines.isEmpty else { return }
    film.builder.report(
      Diagnostic(
        "libass draws no emoji in colour, and no other font has those on "
          + (lines.count == 1 ? "line " : "lines ") + LineNumbers.text(lines)
          + " of '\(source.file.source.text)': they are left out; 'look: recipe' draws them",
        at: mark, severity: .warning))
  }

  /// What shows in some frames of the film; `nil` for nothing.
  func track(_ frames: Range<Int>, inputs: inout InputList) -> ScriptTrack? {
    let rate = film.output.frameRate
    let first = (Rational(2 * frames.lowerBound + 1) * Rational(500)) / rate
    let base = first.floor
    let last = ((Rational(2 * frames.upperBound - 1) * Rational(500)) / rate).floor
    var shown = Set(events.indices.filter { events[$0].start <= last && events[$0].end > base })
    guard !shown.isEmpty else { return nil }
    addCompany(of: &shown, before: base)
    let indices = shown.sorted()
    let used = indices.map { events[$0] }
    let names = Set(used.flatMap(\.styles))
    let styles = script.styles.filter { names.contains($0.name) }
    for family in Set(styles.map(\.font) + used.flatMap(\.fonts)).sorted() + [""] {
      let name = families[family] ?? SubtitleStyle.defaultFont
      for bold in [false, true] {
        if let font = film.services.fontFile(family: name, bold: bold, italic: false) {
          _ = inputs.number("font", .file(path: font.path))
        }
      }
    }
    for path in Set(indices.flatMap { fontFiles[$0] }).sorted() {
      _ = inputs.number("font", .file(path: path))
    }
    let head =
      script.head
      + styles.map { "Style: " + replaced($0) + "\n" }.joined()
    return ScriptTrack(
      head: head, font: SubtitleStyle.defaultFont,
      events: used.map { event in
        ScriptTrack.Event(
          start: event.start - base, end: event.end - base, layer: event.layer,
          fields: event.fields)
      }, phase: first - Rational(base))
  }

  /// Adds the events beside which those that show came to stand where they are, and those beside
  /// which these did, and so on.
  private func addCompany(of shown: inout Set<Int>, before base: Int) {
    for indices in stacks {
      var rest = indices.drop { events[$0].start >= base }
      // The start of the last event that was taken in: those before it which last until then stood
      // beside it.
      var next = Int.min
      while let first = rest.first {
        let start = events[first].start
        let together = rest.prefix { events[$0].start == start }
        rest = rest[together.endIndex...]
        let stoodBeside = next > .min && together.contains { events[$0].end > next }
        guard stoodBeside || together.contains(where: shown.contains) else { continue }
        shown.formUnion(together)
        next = start
      }
    }
  }

  /// The events of each layer that push each other aside, from the last to the first. Those with a
  /// place of their own push nobody.
  private static func stacks(of events: [StyledScript.Event]) -> [[Int]] {
    let free = events.indices.filter {
      !events[$0].fields.contains("\\pos(") && !events[$0].fields.contains("\\move(")
    }
    return Dictionary(grouping: free) { events[$0].layer }.sorted { $0.key < $1.key }
      .map { $0.value.sorted { (events[$0].start, $0) > (events[$1].start, $1) } }
  }

  /// A style's fields with the family that takes the place of its own.
  private func replaced(_ style: StyledScript.Style) -> String {
    guard let other = families[style.font], other != style.font else { return style.line }
    var fields = style.line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let place = fields.indices.dropFirst().first { fields[$0].trimmingFamily == style.font }
    if let place { fields[place] = (fields[place].contains("@") ? "@" : "") + other }
    return fields.joined(separator: ",")
  }

  /// An event's fields with the families that take the place of those that its text names.
  private func replaced(_ fields: String) -> String {
    var parts = fields.split(separator: "\\fn", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices.dropFirst() {
      let name = parts[index].prefix { $0 != "\\" && $0 != "}" }
      let family = String(name).trimmingFamily
      guard let other = families[family], other != family else { continue }
      parts[index] = other + parts[index][name.endIndex...]
    }
    return parts.joined(separator: "\\fn")
  }
}

extension String {
  /// A font's family as an override names it.
  fileprivate var trimmingFamily: String {
    let text = drop { $0 == " " || $0 == "@" }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
