internal import BuildGraph
internal import FilmVocabulary
internal import FoundationEssentials
internal import MediaEngine
internal import StageCatalog
internal import WorkerProtocol

extension MixElement {
  init(_ element: SoundElement) {
    self.init(
      sound: element.input, start: element.start, skip: element.skip, length: element.length,
      gain: element.gain.doubleValue, fadeIn: element.fadeIn, fadeOut: element.fadeOut)
  }
}

extension DuckingEnvelope {
  init(_ ducking: Ducking) {
    self.init(
      depth: ducking.depth.doubleValue, attack: ducking.attack, release: ducking.release,
      intervals: ducking.intervals.map { $0.start..<max($0.start, $0.end) })
  }
}

/// Small results as JSON.
enum ResultFile {
  /// Writes a value so that equal values are equal bytes.
  static func write(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try MediaFile.write(Array(try encoder.encode(value)), to: path)
  }

  /// Reads what another stage wrote.
  ///
  /// - Throws: ``StageError`` with the code `invalid-media` if the file holds something else.
  static func read<Value: Decodable>(_: Value.Type, from path: String) throws -> Value {
    do {
      return try JSONDecoder().decode(
        Value.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw StageError(
        code: "invalid-media", message: "\(path) cannot be read; remove it from the store.",
        detail: String(describing: error))
    }
  }
}
