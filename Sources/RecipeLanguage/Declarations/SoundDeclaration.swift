internal import FilmVocabulary

extension Declarations {
  static let audio: Shape<AudioMastering> = audioMapping.shape(
    "audio", make: { _ in AudioMastering() }, finish: { audio, _ in audio })

  static let audioMapping = MappingDeclaration<AudioMastering>(
    "the audio", "How loud the whole film is made.",
    fields: [
      Field(
        "loudness", loudness, "The integrated loudness (EBU R128), or none to leave it as mixed.",
        default: "-14LUFS"
      ) { $0.loudness = $1 },
      Field(
        "true_peak", Shapes.quantity("dBTP", from: -9, to: 0), "The highest true peak.",
        default: "-1dBTP"
      ) { $0.truePeak = $1 },
    ])

  private static let loudness: Shape<Rational?> = {
    let quantity = Shapes.quantity("LUFS", from: -40, to: -5)
    return Shape(
      "a loudness such as -14LUFS, or none",
      schema: {
        .any(of: [
          Schema(["type": .string("string"), "enum": .words(["none"])]), quantity.schema(),
        ])
      }
    ) { node, reader in
      if let scalar = reader.scalar(node, expected: "a loudness such as -14LUFS, or none"),
        scalar.text == "none"
      {
        return .some(nil)
      }
      guard case .scalar = node.content else { return nil }
      return quantity.read(node, reader).map(Optional.some)
    }
  }()
}
