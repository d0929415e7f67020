/// What the runs of one stage have cost so far.
public struct StageHistory: Hashable, Sendable {
  /// The number of runs.
  public var runs: UInt64
  /// Seconds of a run: a mean in which later runs weigh more.
  public var seconds: Double
  /// Bytes of memory that a run is expected to need: the highest peak, which fades slowly.
  public var peakMemory: Int64

  public init(runs: UInt64 = 0, seconds: Double = 0, peakMemory: Int64 = 0) {
    self.runs = runs
    self.seconds = seconds
    self.peakMemory = peakMemory
  }

  /// Adds a run.
  mutating func add(seconds newSeconds: Double, peakMemory newPeak: Int64) {
    runs += 1
    // A plain mean at first; later a run counts for a tenth.
    let weight = max(1 / Double(runs), 0.1)
    seconds += (newSeconds - seconds) * weight
    // Too low an expectation harms more than one too high, so it falls by a tenth at most.
    peakMemory = max(newPeak, peakMemory - peakMemory / 10)
  }

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(runs)
    writer.append(seconds)
    writer.append(UInt64(bitPattern: peakMemory))
    return writer.bytes
  }

  init?(decoding bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    guard let runs = reader.word(), let seconds = reader.number(), let peak = reader.word() else {
      return nil
    }
    self.init(runs: runs, seconds: seconds, peakMemory: Int64(bitPattern: peak))
  }
}
