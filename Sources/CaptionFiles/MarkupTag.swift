internal import FilmVocabulary

/// A tag in pointed brackets, as SubRip and WebVTT have them: `<i>`, `</font>`, `<c.yellow.loud>`.
struct MarkupTag {
  var isClosing: Bool
  /// In small letters, without classes.
  var name: String
  var classes: [String]
  /// What stands behind the name.
  var annotation: String

  /// Reads the tag that begins at `index` and moves behind it.
  ///
  /// - Returns: `nil` if it is no tag: a pointed bracket may stand for itself.
  init?(_ bytes: ArraySlice<UInt8>, _ index: inout Int) {
    let limit = min(bytes.endIndex, index + Self.longest)
    guard
      let end = bytes[index..<limit].dropFirst().firstIndex(where: {
        $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<")
      }), bytes[end] == UInt8(ascii: ">")
    else { return nil }
    var inner = bytes[(index + 1)..<end]
    isClosing = inner.first == UInt8(ascii: "/")
    if isClosing { inner = inner.dropFirst() }
    guard let first = inner.first, Self.isLetter(first) else { return nil }
    let head = inner.prefix { $0 != 32 && $0 != 9 && $0 != 10 && $0 != UInt8(ascii: "/") }
    annotation = String(decoding: inner[head.endIndex...].trimmed, as: UTF8.self)
    let parts = String(decoding: head, as: UTF8.self).split(
      separator: ".", omittingEmptySubsequences: false)
    name = parts[0].lowercased()
    classes = parts.dropFirst().map { $0.lowercased() }
    index = end + 1
  }

  /// Longer tags are taken for text.
  private static let longest = 512

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// Names of HTML and WebVTT that mean no text, whatever else they mean.
  static let known: Set<String> = [
    "i", "b", "u", "s", "em", "strong", "strike", "del", "ins", "font", "span", "div", "p", "br",
    "c", "v", "lang", "ruby", "rt", "center", "small", "big", "sub", "sup", "tt", "code", "body",
    "a", "ruby", "rb", "rp", "html", "head", "sync", "blockquote", "h1", "h2", "h3", "h4", "h5",
    "h6",
  ]

  /// The colour of `<font color="#FF0000">`; `nil` without one.
  var fontColor: Color? {
    guard let range = annotation.lowercased().firstRange(of: "color") else { return nil }
    let offset = annotation.lowercased().distance(
      from: annotation.lowercased().startIndex, to: range.upperBound)
    let value = annotation.dropFirst(offset).drop { $0 == " " || $0 == "=" }
    let quote = value.first
    let text =
      quote == "\"" || quote == "'"
      ? value.dropFirst().prefix { $0 != quote } : value.prefix { $0 != " " }
    return HTMLColor.color(String(text))
  }
}

/// The state of nested tags.
struct TagStack {
  private var open: [(name: String, markup: TextMarkup)] = []
  var markup: TextMarkup { open.last?.markup ?? .plain }

  /// Opens a tag that changes the markup in some way.
  mutating func open(_ name: String, change: (inout TextMarkup) -> Void) {
    guard open.count < 64 else { return }
    var changed = markup
    change(&changed)
    open.append((name, changed))
  }

  /// Closes the last tag of this name. What was opened within it stays open, as players have it:
  /// `<b><i>x</b>y</i>` is crossed, not nested.
  mutating func close(_ name: String) {
    guard let index = open.lastIndex(where: { $0.name == name }) else { return }
    let outer = index > 0 ? open[index - 1].markup : .plain
    let closed = open[index].markup
    open.remove(at: index)
    // What the closed tag changed is taken back from the tags within it.
    for inner in index..<max(index, open.count) {
      var markup = open[inner].markup
      if closed.isBold != outer.isBold { markup.isBold = outer.isBold }
      if closed.isItalic != outer.isItalic { markup.isItalic = outer.isItalic }
      if closed.isUnderlined != outer.isUnderlined { markup.isUnderlined = outer.isUnderlined }
      if closed.isStruck != outer.isStruck { markup.isStruck = outer.isStruck }
      if closed.color != outer.color, markup.color == closed.color { markup.color = outer.color }
      open[inner].markup = markup
    }
  }
}
