/// Samples of a build of any length in bounded memory: a long build keeps every second, fourth,
/// eighth, of which each stands for the highest of those around it.
struct SampleSeries {
  private(set) var samples: [BuildReport.Sample] = []
  /// How many samples one that is kept stands for.
  private var stride = 1
  private var gathered = 0

  static let limit = 2000

  mutating func append(_ sample: BuildReport.Sample) {
    if gathered > 0, let last = samples.last {
      samples[samples.count - 1] = Self.higher(last, sample)
    } else {
      samples.append(sample)
    }
    gathered = (gathered + 1) % stride
    guard samples.count > Self.limit else { return }
    samples = Swift.stride(from: 0, to: samples.count - 1, by: 2).map {
      Self.higher(samples[$0], samples[$0 + 1])
    }
    stride *= 2
    gathered = 0
  }

  private static func higher(
    _ first: BuildReport.Sample, _ second: BuildReport.Sample
  ) -> BuildReport.Sample {
    .init(
      at: first.at, memory: max(first.memory, second.memory),
      processors: max(first.processors, second.processors))
  }
}
