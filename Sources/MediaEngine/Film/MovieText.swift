internal import FilmVocabulary

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
  init(_ captions: [Caption], length: Int) {
    let shown = captions.filter { $0.start < $0.end && $0.start < length && $0.end > 0 }
    let edges = Set(shown.flatMap { [max(0, $0.start), min(length, $0.end)] } + [0, length])
    // Captions that have begun and not ended, in their order, from edge to edge.
    let byStart = shown.enumerated().sorted { $0.element.start < $1.element.start }
    var next = 0
    var open: [(offset: Int, element: Caption)] = []
    let times = edges.sorted()
    samples = zip(times, times.dropFirst()).map { start, end in
      open.removeAll { $0.element.end <= start }
      while next < byStart.count, byStart[next].element.start <= start {
        open.append(byStart[next])
        next += 1
      }
      let runs = open.sorted { $0.offset < $1.offset }.map(\.element.runs)
      return Sample(
        start: start, duration: end - start,
        bytes: Self.sample(Array(runs.joined(separator: [Caption.Run("\n")]))))
    }
  }

  /// The text with its length before it, and the styles of those parts that have one.
  private static func sample(_ runs: [Caption.Run]) -> [UInt8] {
    var text: [UInt8] = []
    var styles: [[UInt8]] = []
    // Places are counted in characters, the length in bytes.
    var place = 0
    for run in runs {
      let first = place
      for scalar in run.text.unicodeScalars {
        let bytes = UTF8.encode(scalar).map(Array.init) ?? []
        guard text.count + bytes.count <= Int(UInt16.max) else { break }
        text += bytes
        place += 1
      }
      if !run.markup.isPlain, place > first {
        styles.append(style(run.markup, from: first, to: place))
      }
    }
    var sample = short(text.count) + text
    if !styles.isEmpty {
      let records = styles.joined()
      sample += [0, 0] + short(10 + records.count) + Array("styl".utf8) + short(styles.count)
      sample += records
    }
    return sample
  }

  /// A style record: its characters, font 1, flags, 16 units, colour.
  private static func style(_ markup: TextMarkup, from first: Int, to end: Int) -> [UInt8] {
    let flags: UInt8 =
      (markup.isBold ? 1 : 0) | (markup.isItalic ? 2 : 0) | (markup.isUnderlined ? 4 : 0)
    let color = markup.color ?? .white
    return short(first) + short(end) + [0, 1, flags, 16]
      + [color.red, color.green, color.blue, color.alpha]
  }

  private static func short(_ value: Int) -> [UInt8] {
    [UInt8(value >> 8 & 255), UInt8(value & 255)]
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
