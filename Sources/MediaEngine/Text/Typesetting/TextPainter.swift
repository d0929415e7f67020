internal import FilmVocabulary

/// Draws a block of text.
public struct TextPainter {
  private let raster: CoverageRaster

  public init(_ typesetter: Typesetter) { raster = CoverageRaster(library: typesetter.library) }

  /// - Parameters:
  ///   - x: Left edge of the block, in pixels from the left of the canvas.
  ///   - y: Top edge.
  public func draw(_ block: TextBlock, x: Int, y: Int) -> DrawnText {
    var drawn = DrawnText(
      boxes: boxes(of: block, x: x, y: y), below: [], words: [], pictures: [], places: [],
      color: block.style.color)
    var border: CoverageSum?
    for line in block.lines {
      let shapes = line.runs.map(Self.shapes)
      let groups = self.groups(of: line, shapes, in: block, x: x * 64, y: y * 64)
      for group in groups {
        let span = block.spans[group.span]
        if let fill = raster.fill(group.outline) {
          drawn.words.append(
            .init(number: span.word, color: span.color, bitmap: TextBitmap(fill, .white)))
          if block.style.outline == 0, block.style.shadow != nil {
            CoverageSum.add(fill, to: &border)
          }
        }
        if block.style.outline > 0 {
          for stroke in raster.stroke(group.outline, width: block.style.outline) {
            CoverageSum.add(stroke, to: &border)
          }
        }
      }
      drawn.pictures += pictures(of: line, shapes, x: x * 64, y: y * 64)
      drawn.places += places(of: line, in: block, x: x * 64, y: y * 64)
    }
    if let border {
      if let shadow = block.style.shadow {
        var bitmap = TextBitmap(border.bitmap, shadow.color)
        let offset = (shadow.offset + 32) / 64
        bitmap.x += offset
        bitmap.y += offset
        drawn.below.append(bitmap)
      }
      if block.style.outline > 0 {
        drawn.below.append(TextBitmap(border.bitmap, block.style.outlineColor))
      }
    }
    return drawn
  }

  // MARK: Letters

  private enum Shape {
    case outline(GlyphOutline)
    case picture(GlyphPicture)
    /// Of a space.
    case nothing

    var outline: GlyphOutline? { if case .outline(let outline) = self { outline } else { nil } }
  }

  /// What a run's glyphs look like.
  private static func shapes(of run: TextBlock.Run) -> [Shape] {
    run.glyphs.map { glyph in
      if run.font.isColored, let picture = run.font.picture(of: glyph.id, size: run.size) {
        return .picture(picture)
      }
      return run.font.outline(of: glyph.id, size: run.size).map(Shape.outline) ?? .nothing
    }
  }

  private struct Group {
    var span: Int
    var outline: GlyphOutline
  }

  /// The outlines of a line's words: joined letters become one shape without seams.
  private func groups(
    of line: TextBlock.Line, _ shapes: [[Shape]], in block: TextBlock, x: Int, y: Int
  ) -> [Group] {
    var groups: [Group] = []
    for (run, shapes) in zip(line.runs, shapes) {
      var isFirst = true
      let isFilledAtLeft = shapes.lazy.compactMap(\.outline).first?.isFilledAtLeft ?? false
      for (glyph, shape) in zip(run.glyphs, shapes) {
        if case .picture = shape { continue }
        let letter = shape.outline
        let place = (x: x + line.x + glyph.x, y: glyph.y - y - line.y)
        let bars = self.bars(
          under: glyph, of: run, block.spans[glyph.span], at: place.x,
          isFilledAtLeft: letter?.isFilledAtLeft ?? isFilledAtLeft)
        guard letter != nil || !bars.isEmpty else { continue }
        var outline = letter ?? GlyphOutline()
        for bar in bars { outline.append(bar, x: 0, y: 0) }
        let last = groups.indices.last
        if let last, !isFirst,
          block.spans[groups[last].span].isOneWord(with: block.spans[glyph.span]),
          groups[last].outline.points.count + outline.points.count < GlyphOutline.pointLimit
        {
          groups[last].outline.append(outline, x: place.x, y: place.y)
        } else {
          var joined = GlyphOutline()
          joined.append(outline, x: place.x, y: place.y)
          groups.append(Group(span: glyph.span, outline: joined))
        }
        isFirst = false
      }
    }
    return groups
  }

  /// The lines below and through a glyph. They end between pixels, so that those of words, which are
  /// drawn apart, meet without a seam.
  ///
  /// - Parameter x: The glyph's place on the canvas.
  private func bars(
    under glyph: TextBlock.Glyph, of run: TextBlock.Run, _ span: TextParagraph.Span, at x: Int,
    isFilledAtLeft: Bool
  ) -> [GlyphOutline] {
    var bars: [GlyphOutline] = []
    func whole(_ place: Int) -> Int { ((place + 32) >> 6) << 6 }
    let left = whole(x) - x
    let right = max(whole(x + glyph.advance) - x, left + 1)
    func add(_ middle: Int) {
      let half = max(run.size / 32, 24)
      bars.append(
        GlyphOutline(
          left: left, right: right, bottom: middle - half, top: middle + half,
          isFilledAtLeft: isFilledAtLeft))
    }
    guard glyph.advance > 0 else { return [] }
    if span.isUnderlined { add(-run.size / 8) }
    if span.isStruck { add(run.size / 4) }
    return bars
  }

  private func pictures(
    of line: TextBlock.Line, _ shapes: [[Shape]], x: Int, y: Int
  ) -> [ColorBitmap] {
    var pictures: [ColorBitmap] = []
    for (run, shapes) in zip(line.runs, shapes) {
      for (glyph, shape) in zip(run.glyphs, shapes) {
        guard case .picture(let picture) = shape else { continue }
        // Its own pixels to the canvas's, in 1/64.
        func length(_ pixels: Int) -> Int { pixels * 64 * run.size / max(picture.size, 1) }
        let width = max((length(picture.width) + 32) / 64, 1)
        let height = max((length(picture.height) + 32) / 64, 1)
        let left = x + line.x + glyph.x + length(picture.left)
        let top = y + line.y - glyph.y - length(picture.top)
        pictures.append(
          ColorBitmap(
            x: (left + 32) >> 6, y: (top + 32) >> 6, width: width, height: height,
            pixels: picture.scaled(width: width, height: height)))
      }
    }
    return pictures
  }

  // MARK: Boxes

  private func boxes(of block: TextBlock, x: Int, y: Int) -> [TextBitmap] {
    guard let box = block.style.box, !block.lines.isEmpty else { return [] }
    if box.isPerLine {
      // Boxes of neighbouring lines meet and do not overlap: a clear colour would show twice.
      var edges = block.lines.map { (y * 64 + $0.y - $0.ascent, y * 64 + $0.y + $0.descent) }
      edges[0].0 -= box.padding / 2
      edges[edges.count - 1].1 += box.padding / 2
      for index in edges.indices.dropLast() {
        let middle = (edges[index].1 + edges[index + 1].0) / 2
        edges[index].1 = middle
        edges[index + 1].0 = middle
      }
      return zip(block.lines, edges).compactMap { line, edge in
        guard line.width > 0 else { return nil }
        let left = x * 64 + line.x
        return TextBitmap(
          left: left - box.padding, top: edge.0, right: left + line.width + box.padding,
          bottom: edge.1, color: box.color)
      }
    }
    return [
      TextBitmap(
        left: x * 64 - box.padding, top: y * 64 - box.padding / 2,
        right: x * 64 + block.width + box.padding, bottom: y * 64 + block.height + box.padding / 2,
        color: box.color)
    ]
  }

  /// The rectangles in which a line's words stand.
  private func places(
    of line: TextBlock.Line, in block: TextBlock, x: Int, y: Int
  ) -> [(word: Int, place: TextBitmap)] {
    var extents: [(word: Int, left: Int, right: Int)] = []
    for run in line.runs {
      for glyph in run.glyphs where glyph.advance > 0 {
        let word = block.spans[glyph.span].word
        let (left, right) = (x + line.x + glyph.x, x + line.x + glyph.x + glyph.advance)
        if let index = extents.firstIndex(where: { $0.word == word }) {
          extents[index].left = min(extents[index].left, left)
          extents[index].right = max(extents[index].right, right)
        } else {
          extents.append((word, left, right))
        }
      }
    }
    let padding = (line.ascent + line.descent) / 10
    return extents.map { extent in
      (
        extent.word,
        TextBitmap(
          left: extent.left - padding, top: y + line.y - line.ascent,
          right: extent.right + padding, bottom: y + line.y + line.descent, color: .white)
      )
    }
  }
}

extension TextParagraph.Span {
  fileprivate func isOneWord(with other: Self) -> Bool {
    word == other.word && color == other.color
  }
}

/// The most that any of several bitmaps covers of each pixel.
private struct CoverageSum {
  var bitmap: CoverageRaster.Bitmap

  static func add(_ bitmap: CoverageRaster.Bitmap, to sum: inout CoverageSum?) {
    guard var known = sum else {
      sum = CoverageSum(bitmap: bitmap)
      return
    }
    sum = nil
    known.add(bitmap)
    sum = known
  }

  private mutating func add(_ other: CoverageRaster.Bitmap) {
    let left = min(bitmap.x, other.x)
    let top = min(bitmap.y, other.y)
    let right = max(bitmap.x + bitmap.width, other.x + other.width)
    let bottom = max(bitmap.y + bitmap.height, other.y + other.height)
    if left != bitmap.x || top != bitmap.y || right != bitmap.x + bitmap.width
      || bottom != bitmap.y + bitmap.height
    {
      var larger = CoverageRaster.Bitmap(
        x: left, y: top, width: right - left, height: bottom - top,
        pixels: [UInt8](repeating: 0, count: (right - left) * (bottom - top)))
      larger.raise(to: bitmap)
      bitmap = larger
    }
    bitmap.raise(to: other)
  }
}

extension CoverageRaster.Bitmap {
  /// Takes the higher coverage of both. The other bitmap lies within this one.
  fileprivate mutating func raise(to other: Self) {
    let (dx, dy, stride) = (other.x - x, other.y - y, width)
    pixels.withUnsafeMutableBufferPointer { target in
      other.pixels.withUnsafeBufferPointer { source in
        for row in 0..<other.height {
          for column in 0..<other.width {
            let index = (row + dy) * stride + column + dx
            target[index] = max(target[index], source[row * other.width + column])
          }
        }
      }
    }
  }
}

extension TextBitmap {
  fileprivate init(_ bitmap: CoverageRaster.Bitmap, _ color: Color) {
    self.init(
      x: bitmap.x, y: bitmap.y, width: bitmap.width, height: bitmap.height, stride: bitmap.width,
      pixels: bitmap.pixels, color: color)
  }

  /// A rectangle whose edges, in 1/64 pixel, are moved to whole pixels.
  fileprivate init(left: Int, top: Int, right: Int, bottom: Int, color: Color) {
    let (x, y) = ((left + 32) >> 6, (top + 32) >> 6)
    let width = max(((right + 32) >> 6) - x, 1)
    let height = max(((bottom + 32) >> 6) - y, 1)
    self.init(
      x: x, y: y, width: width, height: height, stride: width,
      pixels: [UInt8](repeating: 255, count: width * height), color: color)
  }
}
