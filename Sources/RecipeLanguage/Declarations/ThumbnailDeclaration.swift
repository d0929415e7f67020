internal import FilmVocabulary

extension Declarations {
  struct ThumbnailDraft: Sendable {
    var mark: SourceMark
    var place: Located<Thumbnail.Place>?
    var text: Located<String>?
    var path: Located<RecipePath>?
  }

  /// `nil` stands for `none`.
  static let thumbnail = Shape<Thumbnail?>.either(
    "auto, a time, a percentage, none, or a mapping for a thumbnail",
    scalar: thumbnailPlaceOrNone.map { place in
      place.value.map { Thumbnail(mark: place.mark, place: Located($0, at: place.mark)) }
    },
    mapping: thumbnailMapping.shape("thumbnail", make: { ThumbnailDraft(mark: $0) }) { draft, _ in
      .some(
        Thumbnail(
          mark: draft.mark, place: draft.place ?? Located(.automatic, at: draft.mark),
          text: draft.text, path: draft.path))
    })

  static let thumbnailMapping = MappingDeclaration<ThumbnailDraft>(
    "a thumbnail", "A picture that stands for the film.",
    fields: [
      Field(
        "at", thumbnailPlace.located,
        "Which of the film's pictures: auto, a time, or a percentage of the film.", default: "auto"
      ) { $0.place = $1 },
      Field("text", Shapes.words.located, "Large words over it.") { $0.text = $1 },
      Field(
        "path", thumbnailPath, "The file, which ends in .jpg or .png.",
        default: "the film's path with the ending .jpg"
      ) { $0.path = $1 },
    ])

  private static let thumbnailPlace = Shape<Thumbnail.Place>.scalar(
    "auto, a time such as 3s, or a percentage such as 50%", schema: thumbnailPlaceSchema
  ) { scalar throws(ValueProblem) in try place(scalar) }

  private static let thumbnailPlaceOrNone = Shape<Thumbnail.Place?>.scalar(
    "auto, none, a time such as 3s, or a percentage such as 50%", schema: thumbnailPlaceSchema
  ) { scalar throws(ValueProblem) in scalar.text == "none" ? nil : try place(scalar) }
  .located

  private static let thumbnailPlaceSchema: @Sendable () -> Schema = {
    Schema(["type": .words(["string", "number"])])
  }

  private static func place(_ scalar: YAMLScalar) throws(ValueProblem) -> Thumbnail.Place {
    if scalar.text == "auto" { return .automatic }
    if let percent = Shapes.number(scalar.text, unit: "%") {
      guard percent >= .zero, percent <= Rational(100) else {
        throw ValueProblem("a part of the film lies between 0% and 100%")
      }
      return .fraction(percent / Rational(100))
    }
    guard let time = TimeValue(scalar.text) else {
      throw ValueProblem(
        "expected auto, a time such as 3s, or a percentage such as 50%, found "
          + scalar.kindDescription, suggestion: Spelling.nearest(to: scalar.text, among: ["auto"]))
    }
    return .time(time)
  }

  private static let thumbnailPath = Shape<Located<RecipePath>>(
    "a path that ends in .jpg or .png",
    schema: {
      Schema(["type": .string("string"), "pattern": .string(#".\.(jpg|jpeg|png)$"#)]).orVariable()
    }
  ) { node, reader in
    guard let path = Shapes.path.read(node, reader) else { return nil }
    let name = PathText.name(of: path.value.resolved)
    guard [".jpg", ".jpeg", ".png"].contains(where: { name.hasSuffix($0) && name != $0 }) else {
      let stem = PathText.stem(of: path.value.text)
      reader.report(
        "a thumbnail ends in .jpg or .png", at: node.mark,
        suggestion: stem.isEmpty || stem.hasPrefix(".") ? nil : stem + ".jpg")
      return nil
    }
    return path
  }
}
