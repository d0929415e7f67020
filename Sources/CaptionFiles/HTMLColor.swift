internal import FilmVocabulary

/// Colours as tags of captions write them.
enum HTMLColor {
  /// `#RRGGBB`, the same without the sign, `#RGB`, or a name.
  static func color(_ text: String) -> Color? {
    let text = text.lowercased()
    if let color = Color(text) { return color }
    if let color = more[text] { return color }
    let isHex = text.utf8.count == 6 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    return isHex ? Color("#" + text) : nil
  }

  /// Names beyond CSS's sixteen that captions use.
  private static let more: [String: Color] = [
    "cyan": Color(red: 0, green: 255, blue: 255), "magenta": Color(red: 255, green: 0, blue: 255),
    "orange": Color(red: 255, green: 165, blue: 0), "pink": Color(red: 255, green: 192, blue: 203),
    "grey": Color(red: 128, green: 128, blue: 128),
    "darkgray": Color(red: 169, green: 169, blue: 169),
    "lightgray": Color(red: 211, green: 211, blue: 211),
    "lightblue": Color(red: 173, green: 216, blue: 230),
    "lightgreen": Color(red: 144, green: 238, blue: 144),
    "darkred": Color(red: 139, green: 0, blue: 0), "darkblue": Color(red: 0, green: 0, blue: 139),
    "darkgreen": Color(red: 0, green: 100, blue: 0), "gold": Color(red: 255, green: 215, blue: 0),
    "brown": Color(red: 165, green: 42, blue: 42), "violet": Color(red: 238, green: 130, blue: 238),
    "crimson": Color(red: 220, green: 20, blue: 60),
    "skyblue": Color(red: 135, green: 206, blue: 235),
  ]

  /// The classes of colours that WebVTT knows without a style sheet.
  static let classes: [String: Color] = [
    "white": .white, "lime": Color(red: 0, green: 255, blue: 0),
    "cyan": Color(red: 0, green: 255, blue: 255), "red": Color(red: 255, green: 0, blue: 0),
    "yellow": Color(red: 255, green: 255, blue: 0),
    "magenta": Color(red: 255, green: 0, blue: 255), "blue": Color(red: 0, green: 0, blue: 255),
    "black": .black,
  ]
}
