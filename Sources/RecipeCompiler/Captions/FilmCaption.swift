import FilmVocabulary
import RecipeLanguage

/// A caption at its place in one film.
struct FilmCaption {
  /// What subtitle files and tracks hold: milliseconds of the film, lines as they were written.
  var caption: Caption
  /// The frames of the film that show it when it is burned in; the nearest to its times.
  var frames: Range<Int>
  /// Lines that fit the frame; none where nothing shows it as the recipe's style says.
  var lines: [[Word]]
  /// Where it stands in a file, whose author decided what shows together; `nil` for a recipe's own
  /// text.
  var origin: Origin?
  /// Lines of other captions between it and the edge.
  var raise = 0

  /// A caption's place in a file.
  struct Origin {
    var file: CaptionFile
    /// Counted from 1.
    var line: Int

    /// For messages.
    var description: String { "line \(line) of '\(file.source.text)'" }
  }

  struct Word {
    var text: String
    /// The film's frame from which it is spoken.
    var frame: Int
    var markup: TextMarkup
    var joinsPrevious: Bool
    var isUnspaced: Bool
  }
}

extension FilmCaption {
  /// The lines that it has in the film, or that it would have.
  var lineCount: Int {
    lines.isEmpty ? caption.runs.reduce(1) { $0 + $1.text.count { $0 == "\n" } } : lines.count
  }
}

extension [FilmCaption] {
  /// Ends those that a recipe's own text gives where the next one begins: a scene's last caption
  /// may still stand when the next scene's first one comes.
  mutating func endWhereNextBegins() {
    for index in indices.dropLast()
    where self[index].origin == nil && self[index + 1].origin == nil {
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
  ///
  /// The captions are in order of their frames.
  ///
  /// - Returns: The first that found no room, if more lines than ``stackLimit`` show at one place.
  mutating func stack() -> Int? {
    // For each place the frame from which each of its lines is free, from the edge on.
    var lines: [CaptionPlacement?: [Int]] = [:]
    var first: Int?
    for index in indices where !self[index].frames.isEmpty {
      let frames = self[index].frames
      let isFree = lines[self[index].caption.placement, default: []].map { $0 <= frames.lowerBound }
      let needed = self[index].lineCount
      var raise = 0
      var count = 0
      // Beyond the lines in use all are free.
      for (line, isFree) in isFree.enumerated() where count < needed {
        count = isFree ? count + 1 : 0
        if !isFree { raise = line + 1 }
      }
      // A caption that is alone there may be as long as it likes.
      if raise > 0, raise + needed > Self.stackLimit {
        first = first ?? index
        continue
      }
      self[index].raise = raise
      var taken = lines[self[index].caption.placement] ?? []
      let missing = raise + needed - taken.count
      if missing > 0 { taken += repeatElement(0, count: missing) }
      for line in raise..<raise + needed { taken[line] = frames.upperBound }
      lines[self[index].caption.placement] = taken
    }
    return first
  }

  /// More lines at once no frame has room for.
  static var stackLimit: Int { 256 }
}
