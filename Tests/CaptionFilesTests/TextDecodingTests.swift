import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("Encodings and strangers")
struct TextDecodingTests {
  private let text = "1\n00:00:01,000 --> 00:00:02,000\nÜber “Fluß” 河\n"
  private let western = "1\n00:00:01,000 --> 00:00:02,000\nÜber den Fluß\n"
  private let expected = ["1000-2000 Über “Fluß” 河"]

  private func units(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
      return isLittle ? bytes.reversed() : bytes
    }
  }

  @Test("UTF-8 and UTF-16, with and without a byte order mark")
  func unicode() throws {
    for bytes in [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
      [0xFF, 0xFE] + units(text, isLittle: true), [0xFE, 0xFF] + units(text, isLittle: false),
    ] {
      let document = try CaptionReader.read(bytes)
      #expect(CaptionFileBench.summary(document) == expected)
      #expect(document.remarks.isEmpty)
    }
    for isLittle in [true, false] {
      let document = try CaptionReader.read(units(text, isLittle: isLittle))
      #expect(CaptionFileBench.summary(document) == expected)
      #expect(
        CaptionFileBench.remarks(document) == [
          "1: the text has no byte order mark and was read as UTF-16 \(isLittle ? "LE" : "BE")"
        ])
    }
  }

  @Test("Windows-1252 is guessed, and said")
  func windows() throws {
    let bytes: [UInt8] = western.unicodeScalars.map { UInt8($0.value) } + [0x80, 0x93]
    let document = try CaptionReader.read(bytes)
    #expect(CaptionFileBench.summary(document) == ["1000-2000 Über den Fluß/€“"])
    #expect(document.remarks.first?.line == 3)
    #expect(document.remarks.first?.text.contains("Windows-1252") == true)
  }

  @Test("A damaged byte among good letters stays damage")
  func damage() throws {
    var bytes = Array("1\n00:00:01,000 --> 00:00:02,000\nÄÖÜäöüß ".utf8)
    bytes += [0xC3, 0x41]
    let document = try CaptionReader.read(bytes)
    #expect(CaptionFileBench.summary(document) == ["1000-2000 ÄÖÜäöüß \u{FFFD}A"])
    #expect(document.remarks.first?.text.contains("1 damaged byte") == true)
  }

  @Test("NUL characters are left out")
  func zeros() throws {
    let document = try CaptionFileBench.read("1\n00:00:01,000 --> 00:00:02,000\na\0b\0\n")
    #expect(CaptionFileBench.summary(document) == ["1000-2000 ab"])
    #expect(document.remarks.first?.line == 3)
  }

  @Test(
    "What is no file of captions says what it is",
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gzip"), (Array("PK\u{3}\u{4}".utf8), "ZIP"),
      (Array("%PDF-1.4".utf8), "PDF"), (Array("\n<!DOCTYPE html>\n<p>no</p>".utf8), "web page"),
      (Array("<?xml version=\"1.0\"?><tt/>".utf8), "XML"),
      (Array("{\\rtf1 x}".utf8), "word processor"),
      (Array("{1}{25}Hello\n".utf8), "MicroDVD"),
      (Array("Dear Sir,\n\n".utf8), "begins with \"Dear Sir,\""),
      ([0, 0, 0, 0x20] + Array("ftypisom".utf8) + [0, 0, 2, 0], "MP4"),
      ([0xFF, 0xFE, 0, 0, 0x31, 0, 0, 0], "UTF-32"), ([1, 2, 3, 4, 5, 6, 7, 8], "no text"),
    ] as [([UInt8], String)])
  func strangers(bytes: [UInt8], word: String) throws {
    let error = try #require(throws: CaptionFileError.self) { try CaptionReader.read(bytes) }
    #expect(error.message.contains(word), "\(error)")
    #expect(error.line == (word == "web page" ? 2 : 1))
  }

  @Test("A file without captions is read, and said to be one", arguments: ["", "\n\n", "WEBVTT\n"])
  func empty(text: String) throws {
    let document = try CaptionFileBench.read(text)
    #expect(document.cues.isEmpty)
    #expect(CaptionFileBench.remarks(document) == ["0: the file holds no caption that shows"])
  }
}
