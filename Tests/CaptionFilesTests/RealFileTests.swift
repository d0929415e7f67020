import FilmVocabulary
import Foundation
import Testing

@testable import CaptionFiles

/// Real files, beside what ffmpeg reads in them.
@Suite(
  "Real files",
  .enabled(
    if: CaptionFileBench.media("text/friday.vtt") != nil,
    "no real media; set REEL_TEST_MEDIA to their folder"))
struct RealFileTests {
  @Test(
    "Counts, times and words are ffmpeg's",
    arguments: [
      ("text/tears_of_steel.de.srt", 76), ("text/tears_of_steel.en.srt", 76),
      ("text/tears_of_steel.ru.srt", 76), ("text/elephantsdream.captions.en.vtt", 78),
      ("text/elephantsdream.captions.ar.vtt", 77), ("text/elephantsdream.captions.ja.vtt", 77),
      ("text/elephantsdream.chapters.en.vtt", 9), ("text/webvtt_with_positioning.vtt", 8),
      ("text/friday.vtt", 5), ("text/subrip_typical_with_tags.srt", 14),
      ("odd/text/zwj_bidi_combining.srt", 4),
    ])
  func beside(name: String, count: Int) throws {
    let path = try #require(CaptionFileBench.media(name))
    let document = try CaptionReader.read(CaptionFileBench.bytes(path))
    #expect(document.cues.count == count)
    #expect(document.remarks.isEmpty, "\(document.remarks)")
    let other = try CaptionFileBench.ffmpeg(path)
    #expect(
      document.cues.map { "\($0.caption.start)-\($0.caption.end)" } == other.map(\.times))
    for (own, other) in zip(document.cues.map(\.caption.text), other.map(\.text)) {
      #expect(Self.words(own) == Self.words(other))
    }
  }

  /// Letters alone: ffmpeg writes line breaks and hidden signs in other ways.
  private static func words(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }))
  }

  @Test("Odd files")
  func odd() throws {
    let utf16 = try #require(CaptionFileBench.media("text/subrip_typical_utf16le.srt"))
    let typical = try CaptionReader.read(CaptionFileBench.bytes(utf16))
    #expect(
      CaptionFileBench.summary(typical).map { $0.prefix(12) } == [
        "0-1234 This ", "2345-3456 Th", "7204567-7208",
      ])
    // Of this one ffmpeg drops every caption with a letter beyond ASCII.
    let german = try #require(CaptionFileBench.media("text/tears_of_steel.de.srt"))
    let marked = try #require(CaptionFileBench.media("odd/wrong-ext/utf16_bom.srt"))
    #expect(
      CaptionFileBench.summary(try CaptionReader.read(CaptionFileBench.bytes(marked)))
        == CaptionFileBench.summary(try CaptionReader.read(CaptionFileBench.bytes(german))))
    // And of this one all: its events have fewer fields than usual.
    let script = try #require(CaptionFileBench.media("text/ssa_typical.ass"))
    #expect(
      CaptionFileBench.summary(try CaptionReader.read(CaptionFileBench.bytes(script))) == [
        "0-1230 This is the first subtitle.",
        "2340-3450 This is the second subtitle with a newline/and another.",
        "4560-8900 This is the third subtitle, with a comma.",
      ])
    let empty = try #require(CaptionFileBench.media("odd/text/empty.srt"))
    #expect(try CaptionReader.read(CaptionFileBench.bytes(empty)).cues.isEmpty)
    let escapes = try #require(CaptionFileBench.media("odd/text/ffmpeg_filter_escape.srt"))
    #expect(
      CaptionFileBench.summary(try CaptionReader.read(CaptionFileBench.bytes(escapes))) == [
        "0-2000 It's 100% \\N [x]:y;z, 'a' \"b\" %{eif\\:n\\:d} $HOME `id`",
        "2000-4000 big[b|unclosed]",
      ])
    let karaoke = try #require(CaptionFileBench.media("text/ass_karaoke_and_runsplits.ass"))
    let words = try CaptionReader.read(CaptionFileBench.bytes(karaoke)).cues.first?.caption
    #expect(words?.text == "hodieque |caelum |est |candidum")
    #expect(words?.runs.compactMap(\.spoken) == [0, 1620, 2800, 3040])
  }
}
