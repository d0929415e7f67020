import BuildGraph
import FilmVocabulary
import FoundationEssentials
import StageCatalog
import WorkerProtocol

/// Every stage of the catalogue.
enum StandInStages {
  static let all: [any StageImplementation.Type] = StageList.parameterTypes.map { wrap($0) }

  /// Any version will do, as long as it is always the same.
  static let libraries = Dictionary(
    StageList.parameterTypes.flatMap { $0.stage.libraries }.map { ($0, "1") },
    uniquingKeysWith: { first, _ in first })

  private static func wrap<Parameters: NodeParameters>(
    _ type: Parameters.Type
  ) -> any StageImplementation.Type {
    StandInStage<Parameters>.self
  }
}

/// Writes results of the right form, as small as can be.
enum StandInStage<Parameters: NodeParameters>: StageImplementation {
  static func run(_ parameters: Parameters, in context: StageContext) throws {
    for output in Parameters.stage.outputs {
      let bytes = output.isInline ? try inline(parameters) : content(parameters)
      try Data(bytes).write(to: URL(fileURLWithPath: context.output(output.name)))
    }
  }

  /// What the compiler reads.
  private static func inline(_ parameters: Parameters) throws -> [UInt8] {
    let value: any Encodable =
      switch parameters {
      case let speech as SpeechParameters: timing(of: speech)
      case is ProbeParameters:
        MediaDescription(
          kind: .still, video: .init(width: 1280, height: 720, duration: .zero, hasAlpha: false),
          sound: nil)
      case is LoudnessParameters: ProgrammeGain(centibels: 0)
      // Every chunk fits the one before.
      case is SoundChunkParameters:
        SoundJoint(before: .init(sequence: 0, shape: 0), last: .init(sequence: 0, shape: 0))
      default:
        throw StageError(
          code: "internal", message: "The stand-in cannot answer \(Parameters.stage.name).")
      }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return Array(try encoder.encode(value))
  }

  /// A third of a second a word, as speech has it.
  private static func timing(of speech: SpeechParameters) -> SpeechTiming {
    let samples = 16_000
    var words: [SpeechTiming.Word] = []
    var offset = 0
    for word in speech.text.split(separator: " ", omittingEmptySubsequences: false) {
      let length = word.unicodeScalars.count
      let start = words.count * samples
      words.append(.init(offset: offset, length: length, start: start, end: start + samples))
      offset += length + 1
    }
    return SpeechTiming(samples: words.count * samples, words: words)
  }

  /// The parameters' own text: different nodes have different results.
  private static func content(_ parameters: Parameters) -> [UInt8] {
    var encoder = FieldEncoder()
    parameters.encodeFields(into: &encoder)
    return Array(SHA256.digest(of: encoder.bytes).hex.utf8)
  }
}
