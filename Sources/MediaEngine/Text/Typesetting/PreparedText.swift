internal import CHarfBuzz
internal import CICU

/// A paragraph as UTF-16 with what shaping and breaking need to know of each unit.
struct PreparedText {
  /// Units of one font, one direction and one script.
  struct Item {
    var range: Range<Int>
    var span: Int
    var script: hb_script_t
    /// Odd for text from right to left.
    var level: UInt8
  }

  private(set) var units: [UInt16] = []
  /// The number of each unit's span.
  private(set) var spans: [Int] = []
  /// Where lines should end.
  private(set) var preferredEnds: [Int] = []
  /// Each unit's embedding level.
  private(set) var levels: [UInt8] = []
  private(set) var baseLevel: UInt8 = 0
  private(set) var scripts: [hb_script_t] = []

  init(_ paragraph: TextParagraph) {
    for (index, span) in paragraph.spans.enumerated() {
      var previous: Unicode.Scalar = " "
      for scalar in span.text.unicodeScalars {
        defer { previous = scalar }
        guard let plain = Self.plain(scalar, after: previous) else { continue }
        units.append(contentsOf: UTF16.encode(plain) ?? .init())
        spans.append(contentsOf: repeatElement(index, count: units.count - spans.count))
      }
      if span.endsLine { preferredEnds.append(units.count) }
    }
    levels = [UInt8](repeating: 0, count: units.count)
    let base = levels.withUnsafeMutableBufferPointer { levels in
      reel_bidi_levels(units, Int32(units.count), levels.baseAddress)
    }
    baseLevel = UInt8(max(base, 0))
    resolveScripts()
  }

  /// Line feeds of any kind as one; other control characters as spaces.
  private static func plain(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar
  ) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x0A where previous == "\r": nil
    case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: "\n"
    case 0..<0x20, 0x7F..<0xA0: " "
    default: scalar
    }
  }

  /// Characters that belong to no script take the one before them, at the start the next.
  private mutating func resolveScripts() {
    let functions = hb_unicode_funcs_get_default()
    scripts = [hb_script_t](repeating: HB_SCRIPT_COMMON, count: units.count)
    var first: hb_script_t?
    var current: hb_script_t?
    var index = 0
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
      let own = hb_unicode_script(functions, scalar.value)
      if own != HB_SCRIPT_COMMON, own != HB_SCRIPT_INHERITED, own != HB_SCRIPT_UNKNOWN {
        current = own
        first = first ?? own
      }
      for unit in index..<index + UTF16.width(scalar) {
        scripts[unit] = current ?? HB_SCRIPT_COMMON
      }
      index += UTF16.width(scalar)
    }
    if let first {
      for unit in scripts.indices {
        guard scripts[unit] == HB_SCRIPT_COMMON else { break }
        scripts[unit] = first
      }
    }
  }

  /// The items of a line in logical order.
  func items(in line: Range<Int>, fonts: [FontFace]) -> [Item] {
    var items: [Item] = []
    // Space at a line's end lies where the paragraph ends.
    var visible = line.upperBound
    while visible > line.lowerBound, Self.isSpace(units[visible - 1]) { visible -= 1 }
    for unit in line {
      let level = unit < visible ? levels[unit] : baseLevel
      if let last = items.last, last.level == level, last.script == scripts[unit],
        fonts[last.span] === fonts[spans[unit]]
      {
        items[items.count - 1].range = last.range.lowerBound..<unit + 1
      } else {
        items.append(
          Item(range: unit..<unit + 1, span: spans[unit], script: scripts[unit], level: level))
      }
    }
    return items
  }

  static func isSpace(_ unit: UInt16) -> Bool {
    unit == 0x20 || unit == 0x0A || unit == 0x09 || unit == 0x3000 || unit == 0x200B
  }
}

extension PreparedText.Item {
  /// The order of items from left to right, by rule L2 of Unicode's bidirectional algorithm.
  static func visualOrder(_ items: [Self]) -> [Self] {
    var ordered = items
    guard let highest = items.map(\.level).max(), highest > 0 else { return items }
    for level in (1...highest).reversed() {
      var start = 0
      while start < ordered.count {
        guard ordered[start].level >= level else {
          start += 1
          continue
        }
        var end = start
        while end < ordered.count, ordered[end].level >= level { end += 1 }
        ordered[start..<end].reverse()
        start = end
      }
    }
    return ordered
  }
}
