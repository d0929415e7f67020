internal import CHarfBuzz

/// Turns items of text into glyphs.
struct TextShaper {
  struct Glyph {
    var id: UInt32
    /// The UTF-16 unit of the paragraph with which its cluster begins.
    var cluster: Int
    /// 1/64 pixel, as all lengths here.
    var advance: Int
    var x: Int
    /// Upwards.
    var y: Int
  }

  var letterSpacing: Int

  /// - Parameters:
  ///   - line: What is shaped together: joining letters look no further.
  ///   - missing: Takes the characters that the font lacks.
  /// - Returns: Glyphs from left to right.
  func glyphs(
    of item: PreparedText.Item, in text: PreparedText, line: Range<Int>, font: FontFace, size: Int,
    hyphen: Bool = false, missing: inout [Unicode.Scalar]
  ) -> [Glyph] {
    guard let buffer = hb_buffer_create() else { return [] }
    defer { hb_buffer_destroy(buffer) }
    // Letters join with their neighbours; further away the shaper does not look.
    let window =
      max(
        line.lowerBound, item.range.lowerBound - Self.context)..<min(
        line.upperBound, item.range.upperBound + Self.context)
    var units = Array(text.units[window])
    for index in units.indices where units[index] == 0x0A { units[index] = 0x20 }
    if hyphen, let last = units.indices.last { units[last] = 0x2D }
    hb_buffer_add_utf16(
      buffer, units, Int32(units.count), UInt32(item.range.lowerBound - window.lowerBound),
      Int32(item.range.count))
    hb_buffer_set_direction(
      buffer, item.level % 2 == 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    hb_buffer_set_script(buffer, item.script)
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES)
    let shaping = font.shaping(size: size)
    hb_shape(shaping, buffer, nil, 0)
    var count: UInt32 = 0
    guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
      let places = hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    var glyphs: [Glyph] = []
    let spacing = Self.isJoining(item.script) ? 0 : letterSpacing * size / 1000
    for index in 0..<Int(count) {
      let place = places[index]
      let cluster = Int(infos[index].cluster) + window.lowerBound
      if infos[index].codepoint == 0 {
        let lacking = Self.lacking(at: cluster, of: item, in: text, font: shaping)
        if lacking.isEmpty { continue }
        missing += lacking
      }
      let endsCluster = index + 1 == Int(count) || infos[index + 1].cluster != infos[index].cluster
      glyphs.append(
        Glyph(
          id: infos[index].codepoint, cluster: cluster,
          advance: Int(place.x_advance) + (endsCluster && place.x_advance > 0 ? spacing : 0),
          x: Int(place.x_offset), y: Int(place.y_offset)))
    }
    return glyphs
  }

  /// UTF-16 units before and behind an item that its shape may depend on. HarfBuzz takes five
  /// characters.
  private static let context = 16

  /// Scripts whose letters join: space between them would tear words apart.
  private static func isJoining(_ script: hb_script_t) -> Bool {
    [
      HB_SCRIPT_ARABIC, HB_SCRIPT_SYRIAC, HB_SCRIPT_MONGOLIAN, HB_SCRIPT_NKO, HB_SCRIPT_MANDAIC,
      HB_SCRIPT_DEVANAGARI, HB_SCRIPT_BENGALI, HB_SCRIPT_GURMUKHI,
    ].contains(script)
  }

  /// The characters of a cluster that a font lacks; none if it lacks only what is invisible by nature
  /// and then needs no glyph.
  private static func lacking(
    at cluster: Int, of item: PreparedText.Item, in text: PreparedText, font: OpaquePointer?
  ) -> [Unicode.Scalar] {
    let end = min(max(item.range.upperBound, cluster + 2), cluster + 64, text.units.count)
    let rest = text.units[cluster..<end]
    guard let character = String(decoding: rest, as: UTF16.self).first else { return [] }
    let absent = Array(character.unicodeScalars).filter { scalar in
      var glyph: hb_codepoint_t = 0
      return hb_font_get_nominal_glyph(font, scalar.value, &glyph) == 0
    }
    let visible = absent.filter {
      !$0.properties.isDefaultIgnorableCodePoint && $0.properties.generalCategory != .format
    }
    return visible.isEmpty && absent.isEmpty ? Array(character.unicodeScalars.prefix(1)) : visible
  }
}
