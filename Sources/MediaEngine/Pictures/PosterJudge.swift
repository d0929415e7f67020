public import FilmVocabulary

/// Chooses the picture of a film that stands best for it.
///
/// Two pictures a second are judged by how sharp, how rich in contrast and how colourful they are.
/// What is nearly black, nearly white or nearly even is not chosen, nor what lies within half a
/// second of a cut, unless there is nothing else. Of equals, the earliest is chosen.
public struct PosterJudge {
  /// One picture that was judged.
  struct Candidate {
    var frame: Int
    var score: Double
    /// Whether there is something to see in it.
    var isClear: Bool
  }

  private let step: Int
  private let margin: Int
  private var cuts: [Int]
  private var candidates: [Candidate] = []
  private var frame = 0
  private var coarse: [Int] = []

  /// How much the means of a coarse grid change on average at a cut, in steps of luma.
  private static let cutDifference = 28

  /// - Parameter cuts: Frames at which one scene is known to give way to another; others are
  ///   noticed.
  public init(frameRate: Rational, cuts: [Int]) {
    step = max(1, (frameRate / Rational(2)).rounded)
    margin = max(1, (frameRate / Rational(2)).rounded)
    self.cuts = cuts
  }

  /// Takes the film's next picture.
  public mutating func add(_ picture: Picture) {
    let means = Self.means(of: picture)
    if !coarse.isEmpty {
      let change = zip(means, coarse).reduce(0) { $0 + abs($1.0 - $1.1) } / means.count
      if change > Self.cutDifference { cuts.append(frame) }
    }
    coarse = means
    if frame % step == step / 2 { candidates.append(Self.judge(picture, frame: frame)) }
    frame += 1
  }

  /// The frame that was chosen; 0 if the film is shorter than one sample.
  public var best: Int {
    let calm = candidates.filter { candidate in
      !cuts.contains { abs($0 - candidate.frame) <= margin }
    }
    let lists = [calm.filter(\.isClear), candidates.filter(\.isClear), calm, candidates]
    guard let list = lists.first(where: { !$0.isEmpty }) else { return 0 }
    // The first of the best.
    return list.reduce(list[0]) { $1.score > $0.score ? $1 : $0 }.frame
  }

  /// The mean luma in 16 × 9 fields.
  private static func means(of picture: Picture) -> [Int] {
    (0..<9).flatMap { row in
      (0..<16).map { column in
        let rows =
          picture.height * row
          / 9..<max(
            picture.height * (row + 1) / 9, picture.height * row / 9 + 1)
        let columns =
          picture.width * column
          / 16..<max(
            picture.width * (column + 1) / 16, picture.width * column / 16 + 1)
        var sum = 0
        var count = 0
        for y in stride(from: rows.lowerBound, to: min(rows.upperBound, picture.height), by: 4) {
          let line = picture.luma.row(y)
          for x in columns where x < picture.width {
            sum += Int(line[x])
            count += 1
          }
        }
        return count == 0 ? 0 : sum / count
      }
    }
  }

  static func judge(_ picture: Picture, frame: Int) -> Candidate {
    let luma = spread(of: picture.luma)
    let blue = spread(of: picture.blue)
    let red = spread(of: picture.red)
    let contrast = luma.deviation
    let colour =
      (blue.deviation * blue.deviation + red.deviation * red.deviation).squareRoot()
      + 0.3
      * ((blue.mean - 128) * (blue.mean - 128) + (red.mean - 128) * (red.mean - 128))
      .squareRoot()
    let sharpness = sharpness(of: picture.luma)
    // Each of the three counts from 0 to 1, and ever less the more there is of it.
    let score =
      sharpness / (sharpness + 8) + contrast / (contrast + 40) + colour / (colour + 20)
    return Candidate(
      frame: frame, score: score,
      isClear: luma.mean > 32 && luma.mean < 218 && contrast > 6)
  }

  private static func spread(of plane: Picture.Plane) -> (mean: Double, deviation: Double) {
    var sum = 0
    var squares = 0
    for y in 0..<plane.height {
      let row = plane.row(y)
      for x in 0..<plane.width {
        let value = Int(row[x])
        sum += value
        squares += value * value
      }
    }
    let count = Double(plane.width * plane.height)
    let mean = Double(sum) / count
    return (mean, max(Double(squares) / count - mean * mean, 0).squareRoot())
  }

  /// The mean difference of a pixel from its four neighbours' mean, in quarter steps.
  private static func sharpness(of plane: Picture.Plane) -> Double {
    guard plane.width > 2, plane.height > 2 else { return 0 }
    var sum = 0
    for y in 1..<plane.height - 1 {
      let (above, row, below) = (plane.row(y - 1), plane.row(y), plane.row(y + 1))
      for x in 1..<plane.width - 1 {
        let around = Int(row[x - 1]) + Int(row[x + 1]) + Int(above[x]) + Int(below[x])
        sum += abs(4 * Int(row[x]) - around)
      }
    }
    return Double(sum) / Double((plane.width - 2) * (plane.height - 2))
  }
}
