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
    result.runs = caption.lines.isEmpty ? runs(ofFile: caption.caption) : runs(of: caption.lines)
    for index in result.runs.indices {
      result.runs[index].text = film.shown(result.runs[index].text, look: style.look)
    }
    result.placement = placement(of: result, raise: caption.raise)
    return result
  }

  // MARK: Words

  /// The words as the film breaks them, each a run of its own if they light up.
  private func runs(of lines: [[FilmCaption.Word]]) -> [Caption.Run] {
    var runs: [Caption.Run] = []
    for line in lines {
      for (place, word) in line.enumerated() {
        let joins = place > 0 && word.joinsPrevious
        let gap = place == 0 ? "\n" : joins || word.isUnspaced ? "" : " "
        let spoken =
          joins || look.highlight == nil
          ? nil : (Rational(word.frame * 1000) / film.output.frameRate).floor
        if let last = runs.last, last.markup == word.markup, spoken == nil {
          runs[runs.count - 1].text += gap + word.text
        } else {
          if !runs.isEmpty { runs[runs.count - 1].text += gap }
          runs.append(Caption.Run(word.text, markup: word.markup, spoken: spoken))
        }
      }
    }
    return runs
  }

  /// The words of a further track, in its file's lines.
  private func runs(ofFile caption: Caption) -> [Caption.Run] {
    let lines = CaptionWords.lines(of: caption).map { line in
      line.map {
        FilmCaption.Word(
          text: $0.text, frame: film.clock.frame(ofSample: $0.start), markup: $0.markup,
          joinsPrevious: $0.joinsPrevious, isUnspaced: $0.isUnspaced)
      }
    }
    return runs(of: lines)
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
