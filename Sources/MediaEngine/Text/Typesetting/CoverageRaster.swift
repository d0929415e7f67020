internal import CFreeType

/// Draws outlines as coverage.
struct CoverageRaster {
  /// Coverage at its place on the canvas.
  struct Bitmap {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var pixels: [UInt8]
  }

  let library: FontLibrary

  func fill(_ outline: GlyphOutline) -> Bitmap? {
    outline.withOutline(library: library.handle) { draw(&$0) }
  }

  /// The letters with a border of some width around them, in pieces where the border has more
  /// points than FreeType takes as one outline.
  func stroke(_ outline: GlyphOutline, width: Int) -> [Bitmap] {
    let border = outline.withOutline(library: library.handle) { self.border(of: &$0, width: width) }
    switch border {
    case .drawn(let bitmap): return [bitmap]
    case .tooLong:
      guard let (first, second) = outline.halves else { return [] }
      return stroke(first, width: width) + stroke(second, width: width)
    case nil: return []
    }
  }

  private enum Border {
    case drawn(Bitmap)
    case tooLong
  }

  private func border(of outline: inout FT_Outline, width: Int) -> Border? {
    var stroker: FT_Stroker?
    guard FT_Stroker_New(library.handle, &stroker) == 0, let stroker else { return nil }
    defer { FT_Stroker_Done(stroker) }
    FT_Stroker_Set(
      stroker, FT_Fixed(width), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0)
    let side = FT_Outline_GetOutsideBorder(&outline)
    guard FT_Stroker_ParseOutline(stroker, &outline, 0) == 0 else { return nil }
    var points: FT_UInt = 0
    var contours: FT_UInt = 0
    guard FT_Stroker_GetBorderCounts(stroker, side, &points, &contours) == 0, points > 0 else {
      return nil
    }
    guard points < FT_UInt(Int16.max) else { return .tooLong }
    var result = FT_Outline()
    guard FT_Outline_New(library.handle, points, FT_Int(contours), &result) == 0 else {
      return nil
    }
    defer { FT_Outline_Done(library.handle, &result) }
    result.n_points = 0
    result.n_contours = 0
    FT_Stroker_ExportBorder(stroker, side, &result)
    return draw(&result).map(Border.drawn)
  }

  /// FreeType has room for some 680 pixels of a row in which something begins or ends; each strip
  /// has fewer in all. The seams do not show: a pixel depends on the outline alone.
  private static let stripWidth = 512

  private func draw(_ outline: inout FT_Outline) -> Bitmap? {
    var box = FT_BBox()
    FT_Outline_Get_CBox(&outline, &box)
    let left = Int(box.xMin) >> 6
    let right = (Int(box.xMax) + 63) >> 6
    let bottom = Int(box.yMin) >> 6
    let top = (Int(box.yMax) + 63) >> 6
    let (width, height) = (right - left, top - bottom)
    guard width > 0, height > 0, width < 32_768, height < 32_768 else { return nil }
    FT_Outline_Translate(&outline, FT_Pos(-left * 64), FT_Pos(-bottom * 64))
    var pixels = [UInt8](repeating: 0, count: width * height)
    let isDrawn = pixels.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      for start in stride(from: 0, to: width, by: Self.stripWidth) {
        var bitmap = FT_Bitmap()
        bitmap.rows = UInt32(height)
        bitmap.width = UInt32(min(Self.stripWidth, width - start))
        bitmap.pitch = Int32(width)
        bitmap.buffer = base + start
        bitmap.num_grays = 256
        bitmap.pixel_mode = UInt8(FT_PIXEL_MODE_GRAY.rawValue)
        guard FT_Outline_Get_Bitmap(library.handle, &outline, &bitmap) == 0 else { return false }
        FT_Outline_Translate(&outline, FT_Pos(-Self.stripWidth * 64), 0)
      }
      return true
    }
    guard isDrawn else { return nil }
    return Bitmap(x: left, y: -top, width: width, height: height, pixels: pixels)
  }
}
