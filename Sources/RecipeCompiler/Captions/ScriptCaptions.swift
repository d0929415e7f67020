import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// A film's captions for a script beside it, which is to look about as they do when they are burned.
struct ScriptCaptions {
  let look: ScriptLook
  private let film: FilmBuilder
  private let style: SubtitleStyle
  private let measure: (String) -> Int

  init(film: FilmBuilder) {
    let style = film.recipe.subtitles.style
    self.film = film
    self.style = style
    measure = SceneCaptions.layout(film: film).measure
    let fonts = film.fonts(of: style.look)
    let margins = CaptionMargins(style: style, canvas: film.canvas)
    let size = style.size
    look = ScriptLook(
      width: film.canvas.width, height: film.canvas.height, font: fonts.family,
      isBold: fonts.wish.isBold, isItalic: fonts.wish.isItalic,
      lineHeight: size * (fonts.primary?.lineHeight ?? Rational(1)),
      letterSpacing: style.look.letterSpacing * size, color: style.color,
      outlineColor: style.look.outlineColor,
      outline: (style.look.outline ?? SubtitleStyle.defaultOutline) * size,
      shadow: style.look.shadow == .zero
        ? nil : .init(color: style.look.shadowColor, offset: style.look.shadow * size),
      box: style.look.box.map {
        .init(
          color: $0, padding: style.look.boxPadding * size,
          isPerLine: style.look.boxShape == .lines)
      },
      highlight: style.highlight == .none
        ? nil : .init(color: style.highlightColor, isBox: style.highlight == .box),
      margin: margins.vertical, sideMargin: margins.horizontal, anchor: style.position)
  }

  func caption(_ caption: FilmCaption) -> Caption {
    var result = caption.caption
    if look.highlight != nil { result.runs = timed(caption) }
    for index in result.runs.indices {
      result.runs[index].text = film.shown(result.runs[index].text, look: style.look)
    }
    result.placement = placement(of: result, raise: caption.raise)
    return result
  }

  // MARK: Words

  /// A caption's runs, one for each word that lights up by itself.
  private func timed(_ caption: FilmCaption) -> [Caption.Run] {
    var runs: [Caption.Run] = []
    func append(_ text: String, _ markup: TextMarkup, frame: Int, joins: Bool, _ gap: String) {
      if !runs.isEmpty { runs[runs.count - 1].text += gap }
      let spoken = (Rational(frame * 1000) / film.output.frameRate).floor
      runs.append(Caption.Run(text, markup: markup, spoken: joins ? nil : spoken))
    }
    if caption.origin == nil {
      for line in caption.lines {
        for (place, word) in line.enumerated() {
          append(
            word.text, word.markup, frame: word.frame, joins: place > 0 && word.joinsPrevious,
            place == 0 ? "\n" : word.joinsPrevious || word.isUnspaced ? "" : " ")
        }
      }
      return runs
    }
    // A file's lines stay as they are, also where the film breaks them anew.
    for line in CaptionWords.lines(of: caption.caption, borders: caption.borders) {
      for (place, word) in line.enumerated() {
        append(
          word.text, word.markup, frame: film.clock.frame(ofSample: word.start),
          joins: place > 0 && word.joinsPrevious,
          place == 0 ? "\n" : word.joinsPrevious || word.isUnspaced ? "" : " ")
      }
    }
    return runs
  }

  // MARK: Places

  /// Where a caption is to stand so that it is where the burned one is: within the margins, its
  /// lines aligned as the style asks, beyond those that were there before it.
  ///
  /// - Returns: No place of its own if players would put it there anyway.
  private func placement(of caption: Caption, raise: Int) -> CaptionPlacement? {
    let given = caption.placement
    let anchor = given?.anchor ?? style.position
    let alignment =
      anchor.column == .middle || given == nil
      ? style.look.alignment?.column ?? style.position.column : anchor.column
    let alignsApart = style.look.alignment.map { $0.column != style.position.column } ?? false
    let text = size(of: caption.text)
    let isAligned = text.lines > 1 && alignment != anchor.column
    guard
      given?.x != nil || given?.y != nil || isAligned
        || (raise > 0 && (look.needsPlaces || alignsApart))
    else { return given }
    let height = Rational(film.canvas.height)
    let lines = look.lineHeight * height * Rational(raise)
    let x = ScriptAxis(
      length: Rational(film.canvas.width), margin: look.sideMargin * height, size: text.width
    ).place(
      given?.x, third: ScriptAxis.Third(anchor.column),
      // Lines lie to one another as to the place.
      as: text.lines > 1 ? ScriptAxis.Third(alignment) : nil)
    let y = ScriptAxis(length: height, margin: look.margin * height, size: text.height).place(
      given?.y, third: ScriptAxis.Third(anchor.row), as: nil,
      moved: anchor.row == .bottom ? .zero - lines : lines)
    return CaptionPlacement(
      anchor: ScriptAxis.anchor(x.third, y.third), x: x.place, y: y.place)
  }

  /// A text's size in pixels, by the widths of its letters. Lines that are too wide will be broken.
  private func size(of text: String) -> (width: Rational, height: Rational, lines: Int) {
    let height = Rational(film.canvas.height)
    let room = Rational(film.canvas.width) - Rational(2) * look.sideMargin * height
    let size = style.size * height
    var (widest, lines) = (Rational.zero, 0)
    for line in text.split(separator: "\n") {
      let width = Rational(measure(String(line)), 1000) * size
      widest = max(widest, min(width, room))
      lines += room > .zero ? max((width / room).ceiling, 1) : 1
    }
    return (widest, look.lineHeight * height * Rational(lines), lines)
  }
}

extension TextAlignment {
  fileprivate var column: Anchor.Column {
    switch self {
    case .left: .left
    case .center: .middle
    case .right: .right
    }
  }
}
