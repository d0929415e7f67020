/// Subtitles as MP4 carries them: 3GPP timed text, one sample after another without gaps.
struct MovieText {
  struct Sample: Hashable {
    /// Milliseconds.
    var start: Int
    /// Milliseconds.
    var duration: Int
    var bytes: [UInt8]
  }

  /// The samples, from 0 to the film's end. What overlaps shows together, the earlier first.
  let samples: [Sample]

  /// - Parameter length: Of the film in milliseconds; nothing shows after it.
  init(_ cues: [FilmDescription.Cue], length: Int) {
    let shown = cues.filter { $0.start < $0.end && $0.start < length && $0.end > 0 }
    let edges = Set(shown.flatMap { [max(0, $0.start), min(length, $0.end)] } + [0, length])
    let times = edges.sorted()
    samples = zip(times, times.dropFirst()).map { start, end in
      let text = shown.filter { $0.start <= start && $0.end >= end }.map(\.text)
      return Sample(
        start: start, duration: end - start, bytes: Self.sample(text.joined(separator: "\n")))
    }
  }

  private static func sample(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(65535))
    return [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }

  /// The sample description behind its common fields: no flags, text at the bottom in the
  /// middle, transparent background, an empty text box (the player chooses), style 0 with font 1
  /// at 16 units in white, and a table of that one font: what converters take for no style at all.
  static let description: [UInt8] = {
    let displayFlags: [UInt8] = [0, 0, 0, 0]
    let justification: [UInt8] = [1, 255]
    let background: [UInt8] = [0, 0, 0, 0]
    let box = [UInt8](repeating: 0, count: 8)
    let style: [UInt8] = [0, 0, 0, 0, 0, 1, 0, 16, 255, 255, 255, 255]
    let font = Array("Arial".utf8)
    let entry: [UInt8] = [0, 1, 0, 1, UInt8(font.count)] + font
    let table: [UInt8] = [0, 0, 0, UInt8(8 + entry.count)] + Array("ftab".utf8) + entry
    return displayFlags + justification + background + box + style + table
  }()
}
