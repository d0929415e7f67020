import Foundation
import Testing

@testable import Speech

@Suite struct SpeechPartTests {
  @Test func trimsSilence() {
    var samples = [Int16](repeating: 3, count: 48_000)
    for index in 20_000..<30_000 { samples[index] = index % 2 == 0 ? 8000 : -8000 }
    #expect(SilenceTrimmer.sounding(samples) == 19_520..<30_960)
    #expect(SilenceTrimmer.sounding([Int16](repeating: 5, count: 100)) == nil)
    #expect(SilenceTrimmer.sounding([]) == nil)
    #expect(SilenceTrimmer.sounding([0, 9000, 0]) == 0..<3)
    #expect(SilenceTrimmer.sounding([.min]) == 0..<1)
  }

  @Test func placesWords() {
    let placer = WordPlacer(text: "In 1860, ok", sampleRate: 16_000, sounding: 300..<30_300)
    let words = placer.words([
      .init(offset: 0, length: 2, start: 0, end: nil),
      .init(offset: 3, length: 4, start: 1100, end: nil),
      .init(offset: 4, length: 9, start: 2100, end: nil),
      .init(offset: 8, length: 3, start: 2000, end: nil),
      .init(offset: 40, length: 3, start: 9000, end: nil),
      .init(offset: 8, length: 0, start: 99_000, end: nil),
    ])
    #expect(words.map(\.range) == [0..<2, 3..<7, 4..<8, 9..<11, 9..<11])
    #expect(
      words.map(\.samples) == [0..<3000, 3000..<6000, 6000..<6000, 6000..<26_700, 30_000..<30_000])
  }

  @Test func spellsTextForFlite() throws {
    let text = try EnglishText("Café “½” — e\u{301} 😀 ﬁn")
    #expect(text.ascii == "Cafe \" one half \" , e   fin")
    #expect(text.range(of: 0..<4) == 0..<4)
    #expect(text.range(of: 6..<16) == 6..<7)
    #expect(text.range(of: 24..<27) == 16..<18)
    #expect(text.range(of: 99..<100) == 27..<27)
    #expect(throws: SpeechError.self) { try EnglishText("日本") }
    #expect(try !EnglishText("?! ...").hasWords)
  }

  @Test func makesWaveFiles() {
    let bytes = SpokenSound(samples: [1, -2, 300], words: []).wave
    #expect(bytes.count == 50)
    #expect(String(decoding: bytes[0..<4], as: UTF8.self) == "RIFF")
    #expect(Array(bytes[4..<8]) == [42, 0, 0, 0])
    // 16-bit PCM, one channel, 48,000 samples and 96,000 bytes a second, 2 bytes a sample.
    #expect(
      Array(bytes[20..<36])
        == [1, 0, 1, 0, 0x80, 0xBB, 0, 0, 0, 0x77, 1, 0, 2, 0, 16, 0])
    #expect(Array(bytes[40..<50]) == [6, 0, 0, 0, 1, 0, 0xFE, 0xFF, 0x2C, 1])
  }
}
