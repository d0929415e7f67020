internal import FoundationEssentials
internal import MediaEngine
internal import WorkerProtocol

extension StageContext {
  /// Writes an output as JSON. Equal values give equal bytes: keys are sorted.
  func write(json value: some Encodable, to output: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try write(Array(encoder.encode(value)), to: output)
  }

  /// Writes an output whose bytes are all at hand.
  func write(_ bytes: [UInt8], to output: String) throws {
    try StageError.mapping { try MediaFile.write(bytes, to: self.output(output)) }
  }
}
