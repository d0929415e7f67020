/// Names that somebody may have meant.
enum NearNames {
  /// What a message says of them: `; near it are "en-gb", "en-us"`, up to five, the nearest first.
  ///
  /// Those are near of which less than half has to be changed; where there are none, nothing is said.
  static func clause(of name: String, among names: [String]) -> String {
    let wanted = Array(name.lowercased())
    let ranked = Set(names).compactMap { name -> (name: String, distance: Int)? in
      let other = Array(name.lowercased())
      let distance = distance(wanted, other)
      return 2 * distance < max(wanted.count, other.count) ? (name, distance) : nil
    }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(5)
    let list = ranked.map { "\"\($0.name)\"" }.joined(separator: ", ")
    return list.isEmpty ? "" : "; near it \(ranked.count == 1 ? "is" : "are") \(list)"
  }

  /// How many letters have to be put in, left out or changed.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
