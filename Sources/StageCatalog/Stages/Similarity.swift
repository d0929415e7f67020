public import BuildGraph

/// Compares the pictures of two films, segment by segment.
///
/// Inputs: `video` and `reference`, packets of segments in order, as many of the one as of the
/// other and each as long as its counterpart. Output `similarity`: a ``Similarity`` as text. No
/// recipe leads to this stage; `reel bench` does.
public struct SimilarityParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "similarity", version: 1,
    outputs: [.init("similarity", fileExtension: "txt")],
    libraries: ["libavcodec"],
    estimate: .init(seconds: 5, memory: 150 << 20))

  public init() {}

  public func encodeFields(into encoder: inout FieldEncoder) {}
}

/// Structural similarity (SSIM) of a film's pictures to those of another: 1 for equal ones.
public struct Similarity: Hashable, Sendable {
  /// Of the luma planes, the mean over all pictures.
  public var luma: Double
  /// Of all planes, each with the weight of its size.
  public var all: Double
  /// Pictures that were compared.
  public var frames: Int

  public init(luma: Double, all: Double, frames: Int) {
    self.luma = luma
    self.all = all
    self.frames = frames
  }

  /// The mean over the pictures of several films; `nil` if there are none.
  public static func mean(of films: [Similarity]) -> Similarity? {
    let frames = films.reduce(0) { $0 + $1.frames }
    guard frames > 0 else { return nil }
    func mean(_ value: (Similarity) -> Double) -> Double {
      films.reduce(0) { $0 + value($1) * Double($1.frames) } / Double(frames)
    }
    return Similarity(luma: mean(\.luma), all: mean(\.all), frames: frames)
  }

  /// The three numbers with blanks between them.
  public var text: String {
    "\(JSONText.fixed(luma, digits: 6)) \(JSONText.fixed(all, digits: 6)) \(frames)\n"
  }

  /// Reads what ``text`` writes; `nil` if it is something else.
  public init?(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let luma = Double(words[0]), let all = Double(words[1]),
      let frames = Int(words[2]), frames > 0
    else { return nil }
    self.init(luma: luma, all: all, frames: frames)
  }
}
