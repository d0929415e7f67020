internal import FilmVocabulary

/// Reads scripts in the form of SubStation Alpha (`.ssa`) and Advanced SubStation Alpha (`.ass`).
struct ScriptParser {
  private let lines: LineList
  private let keepsScript: Bool

  init(_ lines: LineList, keepsScript: Bool) {
    self.lines = lines
    self.keepsScript = keepsScript
  }

  /// Whether a line is the head of one of a script's sections.
  static func isSection(_ line: ArraySlice<UInt8>) -> Bool {
    ["[Script Info]", "[V4+ Styles]", "[V4 Styles]", "[Events]"].contains {
      String(decoding: line.prefix(20), as: UTF8.self).lowercased() == $0.lowercased()
    }
  }

  private enum Section { case info, styles, events, fonts, other }

  func document() -> CaptionDocument {
    var reading = ScriptReading(keepsScript: keepsScript)
    var section = Section.info
    for index in 0..<lines.count {
      let line = lines[index].trimmed
      guard let first = line.first, first != UInt8(ascii: ";") else { continue }
      if first == UInt8(ascii: "["), section != .fonts || line.hasPrefix("[Events]") {
        let name = String(decoding: line.prefix(20), as: UTF8.self).lowercased()
        switch name {
        case "[script info]": section = .info
        case "[v4 styles]": (section, reading.isOld) = (.styles, true)
        case "[v4+ styles]": (section, reading.isOld) = (.styles, false)
        case "[events]": section = .events
        case "[fonts]":
          section = .fonts
          reading.fontsLine = index + 1
        default: section = .other
        }
        continue
      }
      switch section {
      case .info: reading.readInfo(line)
      case .styles: reading.readStyle(line)
      case .events: reading.readEvent(line, number: index + 1)
      // Some files have their events behind a section of another program.
      case .other: if line.hasPrefix("Dialogue:") { reading.readEvent(line, number: index + 1) }
      case .fonts: break
      }
    }
    return reading.document()
  }
}
