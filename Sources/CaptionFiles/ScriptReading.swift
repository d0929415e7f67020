internal import FilmVocabulary

/// What was read of a script so far.
struct ScriptReading {
  let keepsScript: Bool
  /// Whether the styles are SubStation Alpha's own, which number places otherwise.
  var isOld = false
  /// Where embedded fonts begin.
  var fontsLine: Int?

  private var info: [String: String] = [:]
  private var styleFormat: [String] = []
  /// That of the first style, which those kept for drawing have.
  private var keptFormat: [String] = []
  private var styles: [Style] = []
  private var eventFormat: [String] = []
  private var events: [Event] = []
  private var badLines: [Int] = []

  init(keepsScript: Bool) { self.keepsScript = keepsScript }

  private struct Style {
    var name: String
    var line: String
    var font: String
    var markup: TextMarkup
    var alignment: Int
    var encoding: Int
  }

  private struct Event {
    var line: Int
    var start: Int
    var end: Int
    var layer: Int
    var style: String
    /// Name, margins, effect.
    var middle: String
    var text: ArraySlice<UInt8>
  }

  // MARK: Lines

  mutating func readInfo(_ line: ArraySlice<UInt8>) {
    guard let (key, value) = Self.pair(line) else { return }
    info[key.lowercased()] = String(decoding: value.trimmed, as: UTF8.self)
  }

  mutating func readStyle(_ line: ArraySlice<UInt8>) {
    guard let (key, value) = Self.pair(line) else { return }
    switch key.lowercased() {
    case "format": styleFormat = Self.names(value)
    case "style":
      let format = styleFormat.isEmpty ? Self.styleFormat(isOld: isOld) : styleFormat
      let fields = Self.fields(value, count: format.count)
      func field(_ name: String) -> String {
        guard let index = format.firstIndex(of: name), index < fields.count else { return "" }
        return String(decoding: fields[index].trimmed, as: UTF8.self)
      }
      if keptFormat.isEmpty { keptFormat = format }
      // Some files have a second list of styles, of another program.
      let line =
        format == keptFormat
        ? String(decoding: value.trimmed, as: UTF8.self)
        : keptFormat.map(field).joined(separator: ",")
      func isSet(_ name: String) -> Bool { (Int(field(name)) ?? 0) != 0 }
      let place = Int(field("alignment")) ?? 2
      let name = Self.styleName(field("name"))
      styles.removeAll { $0.name == name }
      styles.append(
        Style(
          name: name, line: line,
          font: String(field("fontname").drop { $0 == "@" }),
          markup: TextMarkup(
            isItalic: isSet("italic"), isBold: isSet("bold"), isUnderlined: isSet("underline"),
            isStruck: isSet("strikeout"),
            color: ScriptColor.color(Array(field("primarycolour").utf8)[...])),
          alignment: isOld ? OverrideState.numberPad(ofOldAlignment: place) ?? 2 : place,
          encoding: Int(field("encoding")) ?? 1))
    default: break
    }
  }

  mutating func readEvent(_ line: ArraySlice<UInt8>, number: Int) {
    guard let (key, value) = Self.pair(line) else { return }
    switch key.lowercased() {
    case "format": eventFormat = Self.names(value)
    case "dialogue":
      let format = eventFormat.isEmpty ? Self.eventFormat : eventFormat
      let fields = Self.fields(value, count: format.count)
      func field(_ names: String...) -> ArraySlice<UInt8>? {
        guard let index = format.firstIndex(where: names.contains), index < fields.count else {
          return nil
        }
        return fields[index].trimmed
      }
      guard fields.count == format.count, let start = field("start").flatMap(Self.time),
        let end = field("end").flatMap(Self.time), let text = fields.last
      else {
        badLines.append(number)
        return
      }
      func plain(_ names: String...) -> String {
        guard let index = format.firstIndex(where: names.contains), index < fields.count else {
          return ""
        }
        return String(decoding: fields[index].trimmed, as: UTF8.self)
      }
      func margin(_ name: String) -> String { String(Int(plain(name)) ?? 0) }
      events.append(
        Event(
          line: number, start: start, end: end,
          layer: max(-9999, min(9999, Int(plain("layer")) ?? 0)),
          style: Self.styleName(plain("style")),
          middle: [
            margin("marginl"), margin("marginr"), margin("marginv"), plain("effect"),
          ].joined(separator: ","), text: text.trimmed))
    default: break
    }
  }

  // MARK: The whole

  func document() -> CaptionDocument {
    var document = CaptionDocument(format: .ass)
    var collector = CueCollector()
    let main = mainStyle
    var seen: Set<Caption> = []
    var scriptEvents: [StyledScript.Event] = []
    let wraps = info["wrapstyle"] == "2"
    for event in events {
      let style = style(event.style)
      var text = ScriptEventText(
        start: event.start, base: markup(of: style, main: main), breaksAtSmallN: wraps
      ) { name in markup(of: self.style(name), main: main) }
      text.read(event.text)
      let runs = text.finish()
      let placement = text.overrides.placement(
        style: style?.alignment, width: resolution.width, height: resolution.height)
      // Signs are often drawn in several layers of equal text.
      let caption = Caption(
        start: event.start, end: event.end, runs: runs, placement: placement)
      if seen.insert(caption).inserted {
        collector.add(
          line: event.line, start: event.start, end: event.end, runs: runs, placement: placement)
      }
      if keepsScript, event.end > event.start {
        scriptEvents.append(scriptEvent(event, overrides: text.overrides))
      }
    }
    document.cues = collector.cues
    document.remarks = collector.remarks + remarks
    if keepsScript { document.script = script(scriptEvents) }
    return document
  }

  private var remarks: [CaptionDocument.Remark] {
    var remarks: [CaptionDocument.Remark] = []
    if let first = badLines.first {
      remarks.append(
        .init(
          line: first,
          text: badLines.count == 1
            ? "a line that cannot be read as an event was left out"
            : "\(badLines.count) lines that cannot be read as events were left out: "
              + LineNumbers.text(badLines)))
    }
    if keepsScript, let fontsLine {
      remarks.append(
        .init(
          line: fontsLine,
          text: "fonts that are embedded in the file are not used; install them on this machine"))
    }
    return remarks
  }

  /// Players take the default of 384 × 288 where a script says nothing, and keep its shape where
  /// it gives one side.
  private var resolution: (width: Int, height: Int) {
    // Any number may stand there; no screen has more pixels.
    func size(_ key: String) -> Int { min(info[key].flatMap { Int($0) } ?? 0, 32_768) }
    let (width, height) = (size("playresx"), size("playresy"))
    switch (width > 0, height > 0) {
    case (true, true): return (width, height)
    case (true, false): return (width, width == 1280 ? 1024 : max(1, width * 3 / 4))
    case (false, true): return (height == 1024 ? 1280 : max(1, height * 4 / 3), height)
    case (false, false): return (384, 288)
    }
  }

  private func style(_ name: String) -> Style? {
    styles.last { $0.name == name } ?? styles.last { $0.name == "Default" } ?? styles.first
  }

  /// The style of most events: only what differs from it is markup.
  private var mainStyle: Style? {
    var counts: [String: Int] = [:]
    for event in events { counts[event.style, default: 0] += 1 }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return most.flatMap { style($0.key) }
  }

  private func markup(of style: Style?, main: Style?) -> TextMarkup {
    guard let style, let main, style.name != main.name else { return .plain }
    let (own, other) = (style.markup, main.markup)
    return TextMarkup(
      isItalic: own.isItalic && !other.isItalic, isBold: own.isBold && !other.isBold,
      isUnderlined: own.isUnderlined && !other.isUnderlined,
      isStruck: own.isStruck && !other.isStruck,
      color: own.color == other.color ? nil : own.color)
  }

  // MARK: The script as it stands

  private func scriptEvent(_ event: Event, overrides: OverrideState) -> StyledScript.Event {
    let name = style(event.style)?.name ?? "Default"
    return StyledScript.Event(
      line: event.line, start: event.start, end: event.end, layer: event.layer,
      fields: "\(name),,\(event.middle),\(String(decoding: event.text, as: UTF8.self))",
      styles: [name] + overrides.styles.compactMap { style($0)?.name }, fonts: overrides.fonts)
  }

  private func script(_ events: [StyledScript.Event]) -> StyledScript {
    var head = "[Script Info]\nScriptType: \(isOld ? "v4.00" : "v4.00+")\n"
    head += "PlayResX: \(resolution.width)\nPlayResY: \(resolution.height)\n"
    for key in [
      "WrapStyle", "ScaledBorderAndShadow", "Kerning", "LayoutResX", "LayoutResY", "Language",
    ] {
      if let value = info[key.lowercased()] { head += "\(key): \(value)\n" }
    }
    let format = keptFormat.isEmpty ? Self.styleFormat(isOld: isOld) : keptFormat
    head += isOld ? "\n[V4 Styles]\n" : "\n[V4+ Styles]\n"
    head += "Format: \(format.joined(separator: ", "))\n"
    return StyledScript(
      head: head,
      styles: styles.map {
        .init(
          name: $0.name, font: $0.font, isBold: $0.markup.isBold, isItalic: $0.markup.isItalic,
          encoding: $0.encoding, line: $0.line)
      }, events: events)
  }

  // MARK: Fields

  private static func pair(_ line: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    guard let colon = line.prefix(64).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return (
      String(decoding: line[..<colon].trimmed, as: UTF8.self), line[(colon + 1)...]
    )
  }

  private static func names(_ value: ArraySlice<UInt8>) -> [String] {
    String(decoding: value, as: UTF8.self).split(separator: ",").map {
      String(decoding: Array($0.utf8)[...].trimmed, as: UTF8.self).lowercased()
    }
  }

  /// As many fields as the format has; the last one holds all further commas.
  private static func fields(_ value: ArraySlice<UInt8>, count: Int) -> [ArraySlice<UInt8>] {
    value.split(
      separator: UInt8(ascii: ","), maxSplits: max(count - 1, 0), omittingEmptySubsequences: false)
  }

  private static func time(_ bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    let time = Timestamp.read(bytes, &index)
    return index == bytes.endIndex ? time : nil
  }

  /// A star before a name meant "from the styles' library" once.
  private static func styleName(_ text: String) -> String { String(text.drop { $0 == "*" }) }

  private static let eventFormat = [
    "layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text",
  ]

  private static func styleFormat(isOld: Bool) -> [String] {
    isOld
      ? [
        "name", "fontname", "fontsize", "primarycolour", "secondarycolour", "tertiarycolour",
        "backcolour", "bold", "italic", "borderstyle", "outline", "shadow", "alignment", "marginl",
        "marginr", "marginv", "alphalevel", "encoding",
      ]
      : [
        "name", "fontname", "fontsize", "primarycolour", "secondarycolour", "outlinecolour",
        "backcolour", "bold", "italic", "underline", "strikeout", "scalex", "scaley", "spacing",
        "angle", "borderstyle", "outline", "shadow", "alignment", "marginl", "marginr", "marginv",
        "encoding",
      ]
  }
}
