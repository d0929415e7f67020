import FilmVocabulary

/// A caption at its place in one film.
struct FilmCaption {
  /// What subtitle files and tracks hold: milliseconds of the film, lines as they were written.
  var caption: Caption
  /// The frames of the film that show it when it is burned in; the nearest to its times.
  var frames: Range<Int>
  /// Lines that fit the frame.
  var lines: [[Word]]
  /// Whether it comes from a file, whose author decided what shows together.
  var isGiven: Bool
  /// Lines of other captions between it and the edge.
  var raise = 0

  struct Word {
    var text: String
    /// The film's frame from which it is spoken.
    var frame: Int
    var markup: TextMarkup
    var joinsPrevious: Bool
  }
}

extension [FilmCaption] {
  /// Ends those that a recipe's own text gives where the next one begins: a scene's last caption
  /// may still stand when the next scene's first one comes.
  mutating func endWhereNextBegins() {
    for index in indices.dropLast() where !self[index].isGiven && !self[index + 1].isGiven {
      let next = self[index + 1]
      self[index].caption.end = Swift.min(self[index].caption.end, next.caption.start)
      let end = Swift.min(self[index].frames.upperBound, next.frames.lowerBound)
      self[index].frames =
        self[index].frames.lowerBound..<Swift.max(end, self[index].frames.lowerBound)
    }
    removeAll { $0.caption.end <= $0.caption.start }
  }

  /// Stacks what shows together at one place: the one that came first stays at the edge, and none
  /// moves while it shows.
  mutating func stack() {
    var open: [Int] = []
    for index in indices {
      open.removeAll { self[$0].frames.upperBound <= self[index].frames.lowerBound }
      let taken = open.filter { self[$0].caption.placement == self[index].caption.placement }
        .map { self[$0].raise..<self[$0].raise + self[$0].lines.count }
        .sorted { $0.lowerBound < $1.lowerBound }
      var raise = 0
      for range in taken where range.lowerBound < raise + Swift.max(self[index].lines.count, 1) {
        raise = Swift.max(raise, range.upperBound)
      }
      self[index].raise = raise
      open.append(index)
    }
  }
}
