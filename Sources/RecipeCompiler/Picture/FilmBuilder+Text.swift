import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

extension FilmBuilder {
  /// The fonts that a look asks for.
  ///
  /// - Parameter isBold: What holds where the look says nothing.
  func fonts(of look: TextLook, isBold: Bool = false, markup: TextMarkup = .plain) -> FontSelector {
    let own = look.fonts.isEmpty ? recipe.subtitles.style.look.fonts : look.fonts
    let families = own.map(\.value)
    return FontSelector(
      services: services, language: recipe.metadata.language?.value ?? "",
      wish: .init(
        families: families.isEmpty ? [SubtitleStyle.defaultFont] : families,
        isBold: (look.isBold ?? isBold) || markup.isBold,
        isItalic: look.isItalic || markup.isItalic))
  }

  /// The number of a style's own font, which becomes an input.
  func font(
    of selector: FontSelector, look: TextLook, at mark: SourceMark, inputs: inout InputList
  ) -> FontReference {
    guard let primary = selector.primary else {
      let own = look.fonts.isEmpty ? recipe.subtitles.style.look.fonts : look.fonts
      let names = selector.wish.families.map { "'\($0)'" }.joined(separator: " or ")
      builder.report(
        Diagnostic(
          "no font \(names) is installed", at: own.first?.mark ?? mark,
          suggestion: services.fontFamily(nearestTo: selector.wish.families[0])))
      return FontReference(input: 0)
    }
    return reference(primary, selector, inputs: &inputs)
  }

  /// A text with the fonts that its characters need, which become inputs.
  ///
  /// - Parameter mark: Where to report what no font has; `nil` if that has been done.
  func piece(
    _ text: String, fonts selector: FontSelector, own: FontReference, at mark: SourceMark?,
    inputs: inout InputList
  ) -> TextPiece {
    let found = selector.runs(of: text).runs
    if let mark { reportMissing(text, fonts: selector, at: mark) }
    var runs: [FontRun] = []
    for run in found {
      let font = reference(run.font, selector, inputs: &inputs)
      // What lies before the first run has the style's own font.
      if font != (runs.last?.font ?? own) { runs.append(FontRun(start: run.start, font: font)) }
    }
    return TextPiece(text, fonts: runs)
  }

  /// Reports the characters that no installed font has.
  func reportMissing(_ text: String, fonts selector: FontSelector, at mark: SourceMark) {
    var reported: Set<Unicode.Scalar> = []
    reportMissing(text, fonts: selector, at: mark, reported: &reported)
  }

  /// Reports the characters that no installed font has, and that have not been reported.
  ///
  /// - Parameter place: Where in the file that stands at `mark`.
  func reportMissing(
    _ text: String, fonts selector: FontSelector, at mark: SourceMark, in place: String? = nil,
    reported: inout Set<Unicode.Scalar>
  ) {
    report(selector.runs(of: text).missing, at: mark, in: place, reported: &reported)
  }

  /// Reports characters that no installed font has, if they have not been reported.
  ///
  /// - Parameter place: Where in the file that stands at `mark`.
  func report(
    _ missing: [FontSelector.Missing], at mark: SourceMark, in place: String? = nil,
    reported: inout Set<Unicode.Scalar>
  ) {
    for lack in missing {
      // A file in a script that no font has says so often enough.
      guard reported.count < 20, reported.insert(lack.scalar).inserted else { continue }
      let hex = String(lack.scalar.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      // What everybody may give a meaning of their own is in no font for all.
      let isOwn = [.privateUse, .unassigned].contains(lack.scalar.properties.generalCategory)
      let kind = isOwn ? "to which Unicode gives no meaning" : lack.system.name
      let origin = place.map { " in the caption on \($0)" } ?? ""
      let character = "'\(lack.scalar)' (U+\(digits), \(kind))\(origin)"
      // A package that is installed already is no remedy.
      let message =
        if let family = lack.installed, !isOwn {
          "'\(family)' does not have \(character), nor does any other font that is tried;"
            + " name a 'font' that has it, or leave it out"
        } else if isOwn {
          "no installed font has \(character); name a 'font' that has it, or leave it out"
        } else {
          "no installed font has \(character); the package \(lack.system.package) has fonts for it"
        }
      builder.report(Diagnostic(message, at: mark))
    }
  }

  private func reference(
    _ file: FontFile, _ selector: FontSelector, inputs: inout InputList
  ) -> FontReference {
    FontReference(
      input: inputs.number("font", .file(path: file.path)), face: file.face,
      isEmboldened: selector.wish.isBold && !file.isBold,
      isSlanted: selector.wish.isItalic && !file.isItalic)
  }

  // MARK: Styles

  /// - Parameters:
  ///   - size: Of the font, as a fraction of the canvas's height, as all lengths.
  ///   - outline: The outline's width where the look gives none, as a fraction of the size.
  func style(
    of look: TextLook, font: FontReference, size: Rational, color: Color, outline: Rational,
    anchor: Anchor, margin: Rational, sideMargin: Rational? = nil, text: String
  ) -> TextStyle {
    let isAtLeft = [.topLeft, .left, .bottomLeft].contains(anchor)
    let isAtRight = [.topRight, .right, .bottomRight].contains(anchor)
    let needsLanguage = text.unicodeScalars.contains {
      WritingSystem.of($0)?.isUnspaced ?? false
    }
    return TextStyle(
      font: font, size: size, color: color, outlineColor: look.outlineColor,
      outline: (look.outline ?? outline) * size,
      shadow: look.shadow == .zero
        ? nil : .init(color: look.shadowColor, offset: look.shadow * size),
      box: look.box.map {
        .init(color: $0, padding: look.boxPadding * size, isPerLine: look.boxShape == .lines)
      },
      margin: margin, sideMargin: sideMargin ?? margin,
      alignment: look.alignment ?? (isAtLeft ? .left : isAtRight ? .right : .center),
      lineSpacing: look.lineSpacing, letterSpacing: look.letterSpacing,
      language: needsLanguage ? recipe.metadata.language?.value ?? "" : "")
  }

  /// Words as they are shown.
  func shown(_ text: String, look: TextLook) -> String {
    guard look.isUppercase else { return text }
    let tag = recipe.metadata.language?.value.lowercased() ?? ""
    guard tag.hasPrefix("tr") || tag.hasPrefix("az") else { return text.uppercased() }
    // Turkish has a capital i with its dot.
    return text.split(separator: "i", omittingEmptySubsequences: false).map { $0.uppercased() }
      .joined(separator: "İ")
  }

  /// A text overlay's words, ready to be set.
  func content(
    of text: OverlayText, anchor: Anchor, margin: Rational, inputs: inout InputList
  ) -> StageCatalog.Overlay.Content {
    let selector = fonts(of: text.look)
    let font = font(of: selector, look: text.look, at: text.text.mark, inputs: &inputs)
    let words = shown(text.text.value, look: text.look)
    return .text(
      piece(words, fonts: selector, own: font, at: text.text.mark, inputs: &inputs),
      style: style(
        of: text.look, font: font, size: text.size, color: text.color,
        outline: text.look.box == nil ? Rational(5, 100) : .zero, anchor: anchor, margin: margin,
        text: words))
  }

  /// A title card's words, ready to be set.
  func content(
    of title: TitleCard, inputs: inout InputList
  ) -> StageCatalog.Overlay.Content {
    let margin = Rational(8, 100)
    let look = title.look
    let selector = titleFonts(title, isBold: true)
    let font = font(of: selector, look: look, at: title.text.mark, inputs: &inputs)
    let words = shown(title.text.value, look: look)
    let style = style(
      of: look, font: font, size: title.size, color: title.color, outline: Rational(3, 100),
      anchor: title.position, margin: margin, text: words + (title.subtitle?.value ?? ""))
    let text = piece(words, fonts: selector, own: font, at: title.text.mark, inputs: &inputs)
    guard let subtitle = title.subtitle else { return .text(text, style: style) }
    // A title that is not told otherwise is bold, its subtitle is not.
    let below = piece(
      shown(subtitle.value, look: look), fonts: titleFonts(title, isBold: false), own: font,
      at: subtitle.mark, inputs: &inputs)
    return .title(text, subtitle: below, style: style)
  }

  private func titleFonts(_ title: TitleCard, isBold: Bool) -> FontSelector {
    var selector = fonts(of: title.look, isBold: isBold)
    if title.look.fonts.isEmpty { selector.wish.families = [SubtitleStyle.defaultFont] }
    return selector
  }
}
