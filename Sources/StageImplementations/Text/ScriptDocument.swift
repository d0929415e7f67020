import FilmVocabulary
import StageCatalog

/// A script in the form of Advanced SubStation Alpha, built up style by style, event by event.
struct ScriptDocument {
  /// How lines break: by the words' width, evenly, or only where the text says so.
  enum Wrapping: Int {
    case smart = 0
    case explicit = 2
  }

  let canvas: Canvas
  let wrapping: Wrapping
  private var styles: [String] = []
  private var events: [String] = []

  init(canvas: Canvas, wrapping: Wrapping) {
    self.canvas = canvas
    self.wrapping = wrapping
  }

  /// Adds a style and returns its name.
  mutating func addStyle(
    _ style: TextStyle, anchor: Anchor, opacity: Rational = Rational(1)
  ) -> String {
    let name = "S\(styles.count)"
    let height = Rational(canvas.height)
    let margin = String((style.margin * height).rounded)
    // A box takes the place of the shadow: its colour, and its width as the box's padding.
    let padding = style.box == nil ? "0" : pixels(style.size * height * Rational(1, 6))
    let fields = [
      name, font(style.font), pixels(style.size * height),
      ScriptText.style(style.color, opacity: opacity),
      ScriptText.style(style.color, opacity: opacity),
      ScriptText.style(style.outlineColor, opacity: opacity),
      ScriptText.style(style.box ?? .black, opacity: opacity),
      style.bold ? "-1" : "0", "0", "0", "0", "100", "100", "0", "0",
      style.box == nil ? "1" : "4", pixels(style.outline * height), padding,
      String(alignment(anchor)), margin, margin, margin, "1",
    ]
    styles.append("Style: " + fields.joined(separator: ","))
    return name
  }

  /// Adds an event that shows from frame `start` up to, but not including, frame `end`.
  ///
  /// - Parameter margin: Pixels from the upper or lower edge; 0 for the style's.
  mutating func addEvent(
    layer: Int, start: Int, end: Int, style: String, margin: Int = 0, text: String
  ) {
    guard start < end else { return }
    events.append(
      "Dialogue: \(layer),\(ScriptClock.text(frame: start)),\(ScriptClock.text(frame: end)),"
        + "\(style),,0,0,\(margin),,\(text)")
  }

  /// What sets the text behind it in another size, not bold.
  func plain(size: Rational) -> String {
    "{\\b0\\fs\(pixels(size * Rational(canvas.height)))}"
  }

  var text: String {
    let head = [
      "[Script Info]",
      "ScriptType: v4.00+",
      "PlayResX: \(canvas.width)",
      "PlayResY: \(canvas.height)",
      "LayoutResX: \(canvas.width)",
      "LayoutResY: \(canvas.height)",
      "WrapStyle: \(wrapping.rawValue)",
      "ScaledBorderAndShadow: yes",
      "Kerning: yes",
      "YCbCr Matrix: None",
      "",
      "[V4+ Styles]",
      "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
        + "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
        + "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding",
    ]
    let middle = [
      "",
      "[Events]",
      "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
    ]
    return (head + styles + middle + events).joined(separator: "\n") + "\n"
  }

  /// A family name cannot hold the comma that parts fields, nor begin with the sign that turns
  /// text upright.
  private func font(_ name: String) -> String {
    var scalars = name.unicodeScalars
    scalars.removeAll { $0 == "," || $0.value < 32 }
    while scalars.first == "@" { scalars.removeFirst() }
    return String(scalars)
  }

  /// Hundredths of a pixel are more than a rasteriser can tell apart.
  func pixels(_ value: Rational) -> String {
    let hundredths = max(0, (value * Rational(100)).rounded)
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// The place of an anchor on a number pad.
  func alignment(_ anchor: Anchor) -> Int {
    switch anchor {
    case .bottomLeft: 1
    case .bottom: 2
    case .bottomRight: 3
    case .left: 4
    case .center: 5
    case .right: 6
    case .topLeft: 7
    case .top: 8
    case .topRight: 9
    }
  }
}
