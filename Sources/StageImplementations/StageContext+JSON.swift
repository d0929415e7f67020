internal import FoundationEssentials
internal import MediaEngine
internal import WorkerProtocol

extension StageContext {
  /// Writes an output as JSON. Equal values give equal bytes: keys are sorted.
  func write(json value: some Encodable, to output: String) throws {
    try write(Self.json(value), to: output)
  }

  static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try Array(encoder.encode(value))
  }

  /// Reads an input that another stage wrote as JSON; `nil` if there is none with this role.
  ///
  /// - Throws: ``StageError`` with the code `invalid-media` if the file holds something else.
  func read<Value: Decodable>(json type: Value.Type, from role: String) throws -> Value? {
    guard let path = inputs(role).first else { return nil }
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw StageError(
        code: "invalid-media", message: "\(path) cannot be read; remove it from the store.",
        detail: String(describing: error))
    }
  }

  /// Writes an output whose bytes are all at hand.
  func write(_ bytes: [UInt8], to output: String) throws {
    try StageError.mapping { try MediaFile.write(bytes, to: self.output(output)) }
  }
}
