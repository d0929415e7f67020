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
  public func bitmaps(highlight: Highlight? = nil) -> [TextBitmap] {
    var bitmaps = boxes
    if let highlight, highlight.isBox {
      for place in places where place.word == highlight.word {
        var box = place.place
        box.color = highlight.color
        bitmaps.append(box)
      }
    }
    bitmaps += below
    for word in words {
      var bitmap = word.bitmap
      bitmap.color = word.color ?? color
      if let highlight, !highlight.isBox, highlight.word == word.number {
        bitmap.color = highlight.color
      }
      bitmaps.append(bitmap)
    }
    return bitmaps
  }

  /// What has colours of its own; it lies above all else.
  public var emoji: [ColorBitmap] { pictures }
}
