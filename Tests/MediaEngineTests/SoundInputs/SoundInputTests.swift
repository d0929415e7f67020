import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// One test a kind of sound file, on files made here.
@Suite struct SoundInputTests {
  @Test(arguments: SoundInput.all)
  func sounds(_ input: SoundInput) throws {
    let bench = try Bench()
    let path = bench.path(input.file)
    try input.make(bench, path)
    let info = try MediaProbe.probe(path)
    #expect(info.kind == (input.hasPictures ? .video : .sound))
    #expect(info.sound?.sampleRate == input.rate)
    #expect(info.sound?.channels == input.channels)
    var sound: [Float] = []
    let count = try SoundDecoder(path: path, start: .zero, end: nil, filterLength: 32).decode {
      sound += Array($0)
    }
    #expect(sound.count == 2 * count)
    let more = count - input.meant.length
    let (longer, around) = (input.accuracy.longer, input.accuracy.around)
    #expect((-around...max(longer, around)).contains(more), "\(more) samples too many")
    let difference = Difference(sound, input.meant, edges: input.accuracy.edges)
    let isNear = difference.worst <= input.accuracy.error
    #expect(isNear, "\(difference)")
    #expect(sound.allSatisfy { $0.isFinite })
  }

  /// No two of a name, and as many as docs/sound.md says.
  @Test func theTableIsWhole() throws {
    #expect(Set(SoundInput.all.map { $0.name }).count == SoundInput.all.count)
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/sound.md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains("\(SoundInput.all.count) made kinds of sound file are tested"))
  }
}

/// How far a sound is from what was meant.
struct Difference: CustomStringConvertible {
  /// The largest root mean square of a piece of 10 ms.
  private(set) var worst = 0.0
  /// The piece's first sample.
  private(set) var place = 0

  private let sound: [Float]
  private let meant: Meant
  private static let piece = 480

  init(_ sound: [Float], _ meant: Meant, edges: Int) {
    self.sound = sound
    self.meant = meant
    let count = min(sound.count / 2, meant.length)
    // What lies around begins and ends is left out.
    var looked = [Bool](repeating: true, count: count)
    if edges > 0 {
      for edge in meant.edges {
        for place in max(0, edge - edges)..<max(0, min(count, edge + edges)) {
          looked[place] = false
        }
      }
    }
    for start in stride(from: 0, to: count, by: Self.piece) {
      let end = min(count, start + Self.piece)
      var sums = (left: 0.0, right: 0.0)
      for time in start..<end where looked[time] {
        let error = error(at: time, shift: 0)
        sums.left += error.left * error.left
        sums.right += error.right * error.right
      }
      let mean = (max(sums.left, sums.right) / Double(end - start)).squareRoot()
      // What is not a number is worst.
      if !(mean <= worst) { (worst, place) = (mean, start) }
    }
  }

  private func error(at time: Int, shift: Int) -> (left: Double, right: Double) {
    let wanted = meant.sample(time - shift)
    return (Double(sound[2 * time]) - wanted.left, Double(sound[2 * time + 1]) - wanted.right)
  }

  /// Says as well by how many samples it would have to be moved to fit best.
  var description: String {
    let count = sound.count / 2
    // Around the first begin, where waves cannot be taken for those before.
    let middle = meant.tones.first?.begin ?? 0
    let range = max(0, middle - 4000)..<max(0, min(count, middle + 4000))
    guard !range.isEmpty else { return "\(worst) off in the piece at \(place)" }
    var best = (shift: 0, error: Double.infinity)
    for shift in -4000...4000 {
      var sum = 0.0
      for time in stride(from: range.lowerBound, to: range.upperBound, by: 7) {
        let error = error(at: time, shift: shift)
        sum += error.left * error.left + error.right * error.right
      }
      if sum < best.error { best = (shift, sum) }
    }
    return "\(worst) off in the piece at \(place); it fits best \(best.shift) samples later"
  }
}
