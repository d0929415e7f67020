internal import CFreeType

/// Closed curves in 1/64 pixel, y upwards; those of several glyphs can be joined.
struct GlyphOutline {
  private(set) var points: [FT_Vector] = []
  private var tags: [UInt8] = []
  /// The last point of each contour.
  private var ends: [Int] = []
  /// Where each glyph that was joined begins.
  private var starts: [(point: Int, contour: Int)] = []
  /// Whether what is to be filled lies to the left of its contours, as in PostScript's fonts; in
  /// TrueType's it lies to their right.
  private(set) var isFilledAtLeft = false

  init() {}

  init?(_ outline: FT_Outline) {
    let count = Int(outline.n_points)
    guard count > 0 else { return nil }
    points = Array(UnsafeBufferPointer(start: outline.points, count: count))
    tags = (0..<count).map { UInt8(truncatingIfNeeded: outline.tags[$0]) }
    ends = (0..<Int(outline.n_contours)).map { Int(outline.contours[$0]) }
    var outline = outline
    isFilledAtLeft = FT_Outline_Get_Orientation(&outline) == FT_ORIENTATION_POSTSCRIPT
  }

  /// A bar from `left` to `right`.
  ///
  /// - Parameter isFilledAtLeft: As of the letters that it crosses: where contours of both kinds lie
  ///   over each other, they cancel out.
  init(left: Int, right: Int, bottom: Int, top: Int, isFilledAtLeft: Bool) {
    points = [(left, bottom), (left, top), (right, top), (right, bottom)].map {
      FT_Vector(x: FT_Pos($0.0), y: FT_Pos($0.1))
    }
    if isFilledAtLeft { points.reverse() }
    self.isFilledAtLeft = isFilledAtLeft
    // Points on the curve.
    tags = [1, 1, 1, 1]
    ends = [3]
  }

  /// Outlines of more points than this cannot be drawn as one.
  static let pointLimit = 30_000

  mutating func append(_ other: GlyphOutline, x: Int, y: Int) {
    let base = points.count
    starts.append((base, ends.count))
    points += other.points.map { FT_Vector(x: $0.x + FT_Pos(x), y: $0.y + FT_Pos(y)) }
    tags += other.tags
    ends += other.ends.map { $0 + base }
  }

  /// The same glyphs as two outlines; `nil` if there is only one.
  var halves: (GlyphOutline, GlyphOutline)? {
    guard starts.count > 1 else { return nil }
    let middle = starts.count / 2
    let border = starts[middle]
    var (first, second) = (self, self)
    first.points = Array(points[..<border.point])
    first.tags = Array(tags[..<border.point])
    first.ends = Array(ends[..<border.contour])
    first.starts = Array(starts[..<middle])
    second.points = Array(points[border.point...])
    second.tags = Array(tags[border.point...])
    second.ends = ends[border.contour...].map { $0 - border.point }
    second.starts = starts[middle...].map {
      ($0.point - border.point, $0.contour - border.contour)
    }
    return (first, second)
  }

  /// Calls `body` with the outline as FreeType takes it.
  func withOutline<Result>(
    library: FT_Library, _ body: (inout FT_Outline) -> Result?
  ) -> Result? {
    var outline = FT_Outline()
    guard
      FT_Outline_New(library, FT_UInt(points.count), FT_Int(ends.count), &outline) == 0
    else { return nil }
    defer { FT_Outline_Done(library, &outline) }
    for (index, point) in points.enumerated() {
      outline.points[index] = point
      outline.tags[index] = .init(truncatingIfNeeded: tags[index])
    }
    for (index, end) in ends.enumerated() { outline.contours[index] = .init(end) }
    return body(&outline)
  }
}
