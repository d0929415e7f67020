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

  /// The letters with a border of some width around them.
  func stroke(_ outline: GlyphOutline, width: Int) -> Bitmap? {
    outline.withOutline(library: library.handle) { (outline) -> Bitmap? in
      var stroker: FT_Stroker?
      guard FT_Stroker_New(library.handle, &stroker) == 0, let stroker else { return nil }
      defer { FT_Stroker_Done(stroker) }
      FT_Stroker_Set(
        stroker, FT_Fixed(width), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0)
      let border = FT_Outline_GetOutsideBorder(&outline)
      guard FT_Stroker_ParseOutline(stroker, &outline, 0) == 0 else { return nil }
      var points: FT_UInt = 0
      var contours: FT_UInt = 0
      guard FT_Stroker_GetBorderCounts(stroker, border, &points, &contours) == 0, points > 0,
        points < FT_UInt(Int16.max)
      else { return nil }
      var result = FT_Outline()
      guard FT_Outline_New(library.handle, points, FT_Int(contours), &result) == 0 else {
        return nil
      }
      defer { FT_Outline_Done(library.handle, &result) }
      result.n_points = 0
      result.n_contours = 0
      FT_Stroker_ExportBorder(stroker, border, &result)
      return draw(&result)
    }
  }

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
    let failure = pixels.withUnsafeMutableBufferPointer { buffer in
      var bitmap = FT_Bitmap()
      bitmap.rows = UInt32(height)
      bitmap.width = UInt32(width)
      bitmap.pitch = Int32(width)
      bitmap.buffer = buffer.baseAddress
      bitmap.num_grays = 256
      bitmap.pixel_mode = UInt8(FT_PIXEL_MODE_GRAY.rawValue)
      return FT_Outline_Get_Bitmap(library.handle, &outline, &bitmap)
    }
    guard failure == 0 else { return nil }
    return Bitmap(x: left, y: -top, width: width, height: height, pixels: pixels)
  }
}
