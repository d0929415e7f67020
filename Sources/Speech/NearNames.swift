/// Names that somebody may have meant.
enum NearNames {
  /// Up to five of them in quotes, the nearest first.
  static func list(of name: String, among names: [String]) -> String {
    let wanted = Array(name.lowercased())
    let ranked = Set(names).map { (name: $0, distance: distance(wanted, Array($0.lowercased()))) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return ranked.prefix(5).map { "\"\($0.name)\"" }.joined(separator: ", ")
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
