internal import FilmVocabulary

/// Where a WebVTT cue stands, from the settings behind its times.
///
/// A setting that is not written as it must be is ignored, as browsers do. Sizes, regions and
/// vertical text are ignored too.
struct WebVTTSettings {
  private enum Side { case start, center, end }

  private var line: Rational?
  private var lineNumber: Int?
  private var lineSide = Side.start
  private var position: Rational?
  private var positionSide: Side?
  private var align = Side.center

  init(_ settings: ArraySlice<UInt8>) {
    let words = settings.split { $0 == 32 || $0 == 9 }
    for word in words {
      guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = String(decoding: word[(colon + 1)...], as: UTF8.self)
      let parts = value.split(separator: ",", omittingEmptySubsequences: false)
      let side = parts.count == 2 ? Self.side(parts[1]) : nil
      guard parts.count == 1 || (parts.count == 2 && side != nil), let first = parts.first else {
        continue
      }
      switch String(decoding: word[..<colon], as: UTF8.self) {
      case "line":
        if let percent = Self.percent(first) {
          (line, lineNumber) = (percent, nil)
        } else if let number = Int(first), (-999...999).contains(number) {
          (line, lineNumber) = (nil, number)
        } else {
          continue
        }
        lineSide = side ?? .start
      case "position":
        guard let percent = Self.percent(first) else { continue }
        (position, positionSide) = (percent, side)
      case "align": align = Self.side(first) ?? align
      default: continue
      }
    }
  }

  /// `nil` for the bottom in the middle.
  var placement: CaptionPlacement? {
    let horizontal = positionSide ?? align
    let (vertical, y) = self.vertical
    guard let anchor = Self.anchor(vertical, horizontal) else { return nil }
    // A cue in the middle stands there by itself.
    let x = position == Rational(1, 2) && horizontal == .center ? nil : position
    if anchor == .bottom, x == nil, y == nil { return nil }
    return CaptionPlacement(anchor: anchor, x: x, y: y)
  }

  /// The settings for a place, with a space before each; nothing for the bottom in the middle.
  static func text(of placement: CaptionPlacement?) -> String {
    guard let placement else { return "" }
    var text = ""
    switch (placement.anchor.row, placement.y) {
    case (.top, nil): text += " line:0"
    case (.top, let y?): text += " line:\(percent(y))"
    case (.middle, let y): text += " line:\(percent(y ?? Rational(1, 2))),center"
    case (.bottom, let y?): text += " line:\(percent(y)),end"
    case (.bottom, nil): break
    }
    if let x = placement.x { text += " position:\(percent(x))" }
    switch placement.anchor.column {
    case .left: text += " align:start"
    case .right: text += " align:end"
    case .middle: break
    }
    return text
  }

  /// Hundredths of a percent at most.
  private static func percent(_ value: Rational) -> String {
    let hundredths = (value * Rational(10_000)).rounded
    let fraction = hundredths % 100
    let whole = "\(hundredths / 100)"
    if fraction == 0 { return whole + "%" }
    return whole + (fraction < 10 ? ".0\(fraction)" : ".\(fraction)") + "%"
  }

  private var vertical: (side: Side, y: Rational?) {
    if let line { return (lineSide, line) }
    guard let number = lineNumber else { return (.end, nil) }
    switch number {
    case 0: return (.start, nil)
    case -1: return (.end, nil)
    default:
      // Browsers count lines of a little more than a sixteenth of the height.
      let place = Rational(abs(number < 0 ? number + 1 : number) * 64, 1000)
      let limited = min(place, Rational(1))
      return number < 0 ? (.end, Rational(1) - limited) : (.start, limited)
    }
  }

  private static func anchor(_ vertical: Side, _ horizontal: Side) -> Anchor? {
    switch (vertical, horizontal) {
    case (.start, .start): .topLeft
    case (.start, .center): .top
    case (.start, .end): .topRight
    case (.center, .start): .left
    case (.center, .center): .center
    case (.center, .end): .right
    case (.end, .start): .bottomLeft
    case (.end, .center): .bottom
    case (.end, .end): .bottomRight
    }
  }

  private static func side(_ text: some StringProtocol) -> Side? {
    switch String(text) {
    case "start", "left", "line-left": .start
    case "center", "middle": .center
    case "end", "right", "line-right": .end
    default: nil
    }
  }

  /// A percentage with its sign, 0 to 100.
  private static func percent(_ text: Substring) -> Rational? {
    guard text.last == "%" else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let units = Int(whole), units <= 100
    else { return nil }
    // Hundredths of a percent are finer than a pixel.
    let digits = parts.count == 2 ? parts[1].prefix(2) : "0"
    guard let fraction = Int(digits) else { return nil }
    let value = Rational(units, 100) + Rational(fraction, digits.utf8.count == 1 ? 1000 : 10_000)
    return value <= Rational(1) ? value : nil
  }
}
