internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Compares the pictures of two films.
public enum SimilarityStage: StageImplementation {
  public static func run(_ parameters: SimilarityParameters, in context: StageContext) throws {
    let films = context.inputs("video")
    let references = context.inputs("reference")
    try StageError.mapping {
      guard films.count == references.count, !films.isEmpty else {
        throw StageError(code: "internal", message: "A comparison is planned wrongly.")
      }
      var similarity = StructuralSimilarity()
      for (index, paths) in zip(films, references).enumerated() {
        let reference = try SegmentReader(path: paths.1).pictures()
        try SegmentReader(path: paths.0).forEach { picture in
          try context.checkCancelled()
          guard let other = try reference.next() else { throw Self.mismatch }
          similarity.add(picture, reference: other)
        }
        guard try reference.next() == nil else { throw Self.mismatch }
        context.progress(Double(index + 1) / Double(films.count))
      }
      let result = Similarity(
        luma: similarity.luma, all: similarity.all, frames: similarity.frames)
      try context.write(Array(result.text.utf8), to: "similarity")
    }
  }

  private static let mismatch = StageError(
    code: "internal", message: "Two films that are compared have not the same length.")
}
