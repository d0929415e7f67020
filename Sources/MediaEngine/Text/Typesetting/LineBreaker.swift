/// Breaks a measured paragraph into lines: as few as the width allows, and these as even as they
/// can be.
struct LineBreaker {
  /// What stands between two places at which a line may end.
  struct Piece {
    var range: Range<Int>
    var width: Int
    /// The width of the spaces at its end, which do not count at a line's end.
    var space: Int
    var isHard: Bool
  }

  private let text: PreparedText
  private let advances: [Int]
  private let pieces: [Piece]

  /// - Parameter advances: The width of each unit's cluster, at the cluster's first unit.
  init(text: PreparedText, advances: [Int], language: String) {
    self.text = text
    self.advances = advances
    var start = 0
    pieces = TextBreaks.lines(of: text.units, language: language).map { opportunity in
      defer { start = opportunity.place }
      return Self.piece(start..<opportunity.place, text, advances, isHard: opportunity.isHard)
    }
  }

  private static func piece(
    _ range: Range<Int>, _ text: PreparedText, _ advances: [Int], isHard: Bool
  ) -> Piece {
    var end = range.upperBound
    while end > range.lowerBound, PreparedText.isSpace(text.units[end - 1]) { end -= 1 }
    return Piece(
      range: range, width: advances[range].reduce(0, +),
      space: advances[end..<range.upperBound].reduce(0, +), isHard: isHard)
  }

  /// A line's width without the spaces at its end.
  func width(of line: Range<Int>) -> Int {
    let piece = Self.piece(line, text, advances, isHard: false)
    return piece.width - piece.space
  }

  /// The lines that were asked for, if each fits.
  func preferred(width: Int) -> [Range<Int>]? {
    guard !text.preferredEnds.isEmpty else { return nil }
    var lines: [Range<Int>] = []
    var start = 0
    for end in text.preferredEnds + [text.units.count] where end > start {
      lines.append(start..<end)
      start = end
    }
    return lines.allSatisfy { self.width(of: $0) <= width } ? lines : nil
  }

  /// - Parameter isForced: Whether a line may end between any two characters where a piece is
  ///   wider than a line.
  /// - Returns: `nil` if a piece is wider than a line.
  func lines(width: Int, isForced: Bool) -> [Range<Int>]? {
    var pieces = pieces
    if isForced, pieces.contains(where: { $0.width - $0.space > width }) {
      pieces = Self.forced(pieces, width: width, text, advances)
    }
    guard pieces.allSatisfy({ $0.width - $0.space <= width }) || isForced else { return nil }
    var lines: [Range<Int>] = []
    var section: [Piece] = []
    for (index, piece) in pieces.enumerated() {
      section.append(piece)
      guard piece.isHard || index + 1 == pieces.count else { continue }
      lines += Self.balanced(section, width: width)
      section = []
    }
    return lines
  }

  private static func forced(
    _ pieces: [Piece], width: Int, _ text: PreparedText, _ advances: [Int]
  ) -> [Piece] {
    let borders = TextBreaks.characters(of: text.units)
    var next = borders[...]
    return pieces.flatMap { piece in
      guard piece.width - piece.space > width else { return [piece] }
      next = next.drop { $0 <= piece.range.lowerBound }
      var parts: [Piece] = []
      var start = piece.range.lowerBound
      while let end = next.first, end <= piece.range.upperBound {
        next.removeFirst()
        parts.append(
          self.piece(
            start..<end, text, advances, isHard: piece.isHard && end == piece.range.upperBound))
        start = end
      }
      return parts.isEmpty ? [piece] : parts
    }
  }

  private static func balanced(_ pieces: [Piece], width: Int) -> [Range<Int>] {
    let fewest = greedy(pieces, width: width)
    guard fewest.count > 1 else { return fewest }
    var low = pieces.map { $0.width - $0.space }.max() ?? 0
    var high = width
    while low < high {
      let middle = (low + high) / 2
      if greedy(pieces, width: middle).count <= fewest.count {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return greedy(pieces, width: high)
  }

  private static func greedy(_ pieces: [Piece], width: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var used = 0
    for piece in pieces {
      if let last = lines.last, used + piece.width - piece.space <= width {
        lines[lines.count - 1] = last.lowerBound..<piece.range.upperBound
        used += piece.width
      } else {
        lines.append(piece.range)
        used = piece.width
      }
    }
    return lines
  }
}
