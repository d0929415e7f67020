public import FilmVocabulary

/// A block of text as bitmaps: what lies below the letters, the letters word by word, and what
/// has colours of its own.
///
/// A word's colour can be another in each frame; where its letters stand and what they cover
/// stays the same.
public struct DrawnText {
  struct Word {
    /// The number that the spans gave it.
    var number: Int
    /// `nil` for the block's colour.
    var color: Color?
    var bitmap: TextBitmap
  }

  /// A light on one word.
  public struct Highlight: Hashable, Sendable {
    public var word: Int
    public var color: Color
    /// Whether the colour is that of a box behind the word rather than of its letters.
    public var isBox: Bool

    public init(word: Int, color: Color, isBox: Bool = false) {
      self.word = word
      self.color = color
      self.isBox = isBox
    }
  }

  var boxes: [TextBitmap]
  var below: [TextBitmap]
  var words: [Word]
  var pictures: [ColorBitmap]
  /// Where each word stands, one place for each line that it is in.
  var places: [(word: Int, place: TextBitmap)]
  var color: Color

  /// The bitmaps in drawing order, the first at the bottom.
  ///
  /// - Parameter opacity: From 0 to 256. Where letters are not opaque, nothing lies behind them:
  ///   an outline would show through.
  public func bitmaps(highlight: Highlight? = nil, opacity: Int = 256) -> [TextBitmap] {
    var bitmaps = boxes
    if let highlight, highlight.isBox {
      for place in places where place.word == highlight.word {
        var box = place.place
        box.color = highlight.color
        bitmaps.append(box)
      }
    }
    if opacity < 256 || color.alpha < 255 {
      bitmaps += below.map { $0.without(words.map(\.bitmap)) }
    } else {
      bitmaps += below
    }
    for word in words {
      var bitmap = word.bitmap
      bitmap.color = word.color ?? color
      if let highlight, !highlight.isBox, highlight.word == word.number {
        bitmap.color = highlight.color
      }
      bitmaps.append(bitmap)
    }
    guard opacity < 256 else { return bitmaps }
    return bitmaps.map {
      var faded = $0
      faded.color.alpha = UInt8((Int($0.color.alpha) * opacity + 128) / 256)
      return faded
    }
  }

  /// What has colours of its own; it lies above all else.
  public func emoji(opacity: Int = 256) -> [ColorBitmap] {
    guard opacity < 256 else { return pictures }
    return pictures.map {
      var faded = $0
      faded.pixels = $0.pixels.map { UInt8((Int($0) * opacity + 128) / 256) }
      return faded
    }
  }
}

extension TextBitmap {
  /// The bitmap with holes where others cover it.
  fileprivate func without(_ others: [TextBitmap]) -> TextBitmap {
    var result = self
    for other in others {
      for row in max(y, other.y)..<max(max(y, other.y), min(y + height, other.y + other.height)) {
        let (left, right) = (max(x, other.x), min(x + width, other.x + other.width))
        for column in left..<max(left, right) {
          let index = (row - y) * stride + column - x
          let cover = other.pixels[(row - other.y) * other.stride + column - other.x]
          result.pixels[index] = UInt8((Int(result.pixels[index]) * (255 - Int(cover)) + 127) / 255)
        }
      }
    }
    return result
  }
}
