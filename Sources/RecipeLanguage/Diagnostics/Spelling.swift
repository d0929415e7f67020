/// Finds the word that was probably meant.
public enum Spelling {
  /// The candidate nearest to `word`, if one is near enough for a "did you mean".
  ///
  /// Near is a third of the word's length in edits, at least one and at most three, and less than
  /// half of the longer word's: two words of a single letter have nothing in common. Case, and the
  /// difference between `-` and `_`, count for nothing.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = min(3, max(1, word.utf8.count / 3))
    guard word.utf8.count <= 64 else { return nil }
    let folded = fold(word)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = fold(candidate)
      let distance = distance(folded, other)
      guard 2 * distance < max(folded.count, other.count) else { continue }
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two words.
  static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var older = [Int](repeating: 0, count: second.count + 1)
    var previous = Array(0...second.count)
    for i in 1...first.count {
      var row = [Int](repeating: i, count: second.count + 1)
      for j in 1...second.count {
        let cost = first[i - 1] == second[j - 1] ? 0 : 1
        row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
          row[j] = min(row[j], older[j - 2] + 1)
        }
      }
      (older, previous) = (previous, row)
    }
    return previous[second.count]
  }

  private static func fold(_ word: String) -> [UInt8] {
    word.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
      case UInt8(ascii: "-"): UInt8(ascii: "_")
      default: byte
      }
    }
  }
}
