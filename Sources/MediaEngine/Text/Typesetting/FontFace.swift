internal import CFreeType
internal import CHarfBuzz

/// A face of a font that texts are shaped with and drawn from.
///
/// Lengths are in 1/64 pixel. Nothing is hinted, so that letters have the same shape at every
/// size and place.
final class FontFace {
  let source: FontSource
  /// Whether some of its glyphs are pictures in colour.
  let isColored: Bool

  private let library: FontLibrary
  private let data: MappedFile
  private let face: FT_Face
  private let font: OpaquePointer
  /// The sizes of its bitmaps, in 1/64 pixel.
  private let strikes: [Int]
  private var scale = Scale.none

  /// What glyphs are loaded at.
  private enum Scale: Equatable {
    case none
    /// In 1/64 pixel.
    case size(Int)
    /// A set of bitmaps.
    case strike(Int)
  }

  /// - Throws: ``TextError`` with code ``TextError/Code/invalidFont``.
  init(_ source: FontSource, library: FontLibrary) throws(TextError) {
    self.source = source
    self.library = library
    do {
      // Of a font of 20 MB only the pages that a text needs are read.
      data = try MappedFile(path: source.path)
    } catch {
      throw TextError(.invalidFont, error.message)
    }
    guard FontFile.isFont(Array(data.bytes.prefix(16))) else {
      throw TextError(
        .invalidFont, "\(source.path) is no font file; give a TrueType or OpenType file")
    }
    var face: FT_Face?
    let start = data.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    guard
      FT_New_Memory_Face(
        library.handle, start, FT_Long(data.bytes.count), FT_Long(source.face), &face)
        == 0, let face
    else {
      throw TextError(.invalidFont, "\(source.path) holds no usable font (face \(source.face))")
    }
    self.face = face
    isColored = reel_ft_has_color(face) != 0
    let blob = hb_blob_create(
      data.bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(data.bytes.count),
      HB_MEMORY_MODE_READONLY, nil, nil)
    let shaped = hb_face_create(blob, UInt32(source.face))
    font = hb_font_create(shaped)
    hb_face_destroy(shaped)
    hb_blob_destroy(blob)
    strikes = (0..<Int(face.pointee.num_fixed_sizes)).map {
      Int(face.pointee.available_sizes[$0].y_ppem)
    }
  }

  deinit {
    hb_font_destroy(font)
    FT_Done_Face(face)
  }

  /// How far the font reaches above and below the baseline, in thousandths of its size.
  var extent: (ascent: Int, descent: Int) {
    let units = max(Int(face.pointee.units_per_EM), 1)
    guard strikes.isEmpty || !isColored else { return (0, 0) }
    return (
      Int(face.pointee.ascender) * 1000 / units, -Int(face.pointee.descender) * 1000 / units
    )
  }

  /// How far a glyph reaches above the baseline, and where it ends below (negative there), in
  /// thousandths of the size; `nil` if it shows nothing.
  func ink(of glyph: UInt32) -> (top: Int, bottom: Int)? {
    hb_font_set_scale(font, 1000, 1000)
    var extents = hb_glyph_extents_t()
    guard hb_font_get_glyph_extents(font, glyph, &extents) != 0, extents.height != 0 else {
      return nil
    }
    return (Int(extents.y_bearing), Int(extents.y_bearing + extents.height))
  }

  /// The font for shaping at a size.
  func shaping(size: Int) -> OpaquePointer {
    hb_font_set_scale(font, Int32(size), Int32(size))
    return font
  }

  /// A glyph's outline, y upwards; `nil` if it has none, as a space.
  func outline(of glyph: UInt32, size: Int) -> GlyphOutline? {
    load(at: .size(size))
    guard FT_Load_Glyph(face, glyph, reel_ft_load_outline) == 0,
      let slot = face.pointee.glyph, slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE
    else { return nil }
    if source.isSlanted {
      // About twelve degrees, as slanted faces have.
      var matrix = FT_Matrix(xx: 0x10000, xy: 0x0366A, yx: 0, yy: 0x10000)
      FT_Outline_Transform(&slot.pointee.outline, &matrix)
    }
    if source.isEmboldened {
      let strength = size / 28
      FT_Outline_Embolden(&slot.pointee.outline, FT_Pos(strength))
      FT_Outline_Translate(&slot.pointee.outline, FT_Pos(-strength / 2), FT_Pos(-strength / 2))
    }
    return GlyphOutline(slot.pointee.outline)
  }

  /// A glyph's picture in colour, from the bitmaps that suit a size best; `nil` if it has none: in
  /// coloured fonts, too, ordinary letters are outlines.
  func picture(of glyph: UInt32, size: Int) -> GlyphPicture? {
    let strike = Self.strike(for: size, among: strikes)
    load(at: strike.map(Scale.strike) ?? .size(size))
    let flags = strike != nil ? reel_ft_load_color : reel_ft_load_rendered_color
    guard FT_Load_Glyph(face, glyph, flags) == 0, let slot = face.pointee.glyph,
      slot.pointee.bitmap.pixel_mode == UInt8(FT_PIXEL_MODE_BGRA.rawValue)
    else { return nil }
    return GlyphPicture(
      slot.pointee.bitmap, left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top),
      size: strike.map { strikes[$0] } ?? size)
  }

  /// The smallest bitmaps that need not grow, else the largest: pictures that shrink stay sharp.
  static func strike(for size: Int, among strikes: [Int]) -> Int? {
    let larger = strikes.indices.filter { strikes[$0] >= size }
    return larger.min { strikes[$0] < strikes[$1] }
      ?? strikes.indices.max { strikes[$0] < strikes[$1] }
  }

  private func load(at scale: Scale) {
    guard scale != self.scale else { return }
    self.scale = scale
    switch scale {
    case .none: break
    case .size(let size): FT_Set_Char_Size(face, 0, FT_F26Dot6(size), 72, 72)
    case .strike(let strike): FT_Select_Size(face, FT_Int(strike))
    }
  }
}
