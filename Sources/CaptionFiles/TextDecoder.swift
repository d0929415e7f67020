internal import FilmVocabulary

/// Finds out how a file's text is encoded, and makes UTF-8 of it.
enum TextDecoder {
  struct Text {
    /// UTF-8 without a byte order mark and without NUL.
    var bytes: [UInt8]
    var remarks: [CaptionDocument.Remark] = []
  }

  static func decode(_ bytes: [UInt8]) throws(CaptionFileError) -> Text {
    try refuse(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return eightBit(Array(bytes.dropFirst(3))) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw CaptionFileError("the text is UTF-32; save it as UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return sixteenBit(bytes.dropFirst(2), isLittle: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return sixteenBit(bytes.dropFirst(2), isLittle: false) }
    if let isLittle = looksSixteenBit(bytes) {
      var text = sixteenBit(bytes[...], isLittle: isLittle)
      text.remarks.append(
        .init(
          line: 1,
          text: "the text has no byte order mark and was read as UTF-16 "
            + (isLittle ? "LE" : "BE")))
      return text
    }
    return eightBit(bytes)
  }

  /// Files that begin as no text does.
  private static func refuse(_ bytes: [UInt8]) throws(CaptionFileError) {
    let known: [([UInt8], String)] = [
      ([0x1F, 0x8B], "is compressed by gzip; unpack it"),
      ([0x50, 0x4B, 3, 4], "is a ZIP archive; unpack it"),
      ([0x28, 0xB5, 0x2F, 0xFD], "is compressed by zstd; unpack it"),
      ([0x42, 0x5A, 0x68], "is compressed by bzip2; unpack it"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "is compressed by xz; unpack it"),
      (Array("Rar!".utf8), "is a RAR archive; unpack it"),
      (Array("%PDF".utf8), "is a PDF"),
      ([0x89, 0x50, 0x4E, 0x47], "is a picture"),
      ([0xFF, 0xD8, 0xFF], "is a picture"),
      ([0x1A, 0x45, 0xDF, 0xA3], "is a Matroska video; extract its captions to a file"),
    ]
    for (magic, what) in known where bytes.starts(with: magic) {
      throw CaptionFileError("this \(what); captions are read from SubRip, WebVTT and ASS files")
    }
    if bytes.count > 12, Array(bytes[4..<8]) == Array("ftyp".utf8) {
      throw CaptionFileError("this is an MP4 video; extract its captions to a file")
    }
    let head = bytes.prefix(4096)
    let controls = head.count {
      $0 < 9 && $0 != 0 || (14..<32).contains($0) && $0 != 0x1A && $0 != 0x1B
    }
    if controls * 10 > head.count {
      throw CaptionFileError("this is no text; captions are read from SubRip, WebVTT and ASS files")
    }
  }

  // MARK: UTF-16

  /// Text of any language has spaces, digits and line ends, whose one byte is 0 in UTF-16.
  private static func looksSixteenBit(_ bytes: [UInt8]) -> Bool? {
    let head = bytes.prefix(4096)
    guard head.count >= 8 else { return nil }
    var zeros = [0, 0]
    for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 1] += 1 }
    let half = head.count / 2
    if zeros[1] * 4 > half, zeros[0] * 20 < half { return true }
    if zeros[0] * 4 > half, zeros[1] * 20 < half { return false }
    return nil
  }

  private static func sixteenBit(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> Text {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
      index += 2
    }
    return withoutZeros(Text(bytes: Array(String(decoding: units, as: UTF16.self).utf8)))
  }

  // MARK: Bytes

  private static func eightBit(_ bytes: [UInt8]) -> Text {
    let check = UTF8Check(bytes)
    guard let first = check.firstInvalid else { return withoutZeros(Text(bytes: bytes)) }
    let line = 1 + LineList(Array(bytes[..<first])).ends
    // A few broken bytes among many good letters are damage; else it is another encoding.
    if check.sequences > 4 * check.invalid {
      return withoutZeros(
        Text(
          bytes: Array(String(decoding: bytes, as: UTF8.self).utf8),
          remarks: [
            .init(
              line: line,
              text: "the text is UTF-8 with \(check.invalid) damaged "
                + (check.invalid == 1 ? "byte" : "bytes") + ", shown as \u{FFFD}")
          ]))
    }
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(WesternText.scalar(byte)) }
    return withoutZeros(
      Text(
        bytes: Array(String(scalars).utf8),
        remarks: [
          .init(
            line: line,
            text: "the text is not UTF-8 and was read as Windows-1252 (Western European); if "
              + "letters look wrong, save the file as UTF-8")
        ]))
  }

  private static func withoutZeros(_ text: Text) -> Text {
    guard let first = text.bytes.firstIndex(of: 0) else { return text }
    var text = text
    let line = 1 + LineList(Array(text.bytes[..<first])).ends
    text.bytes.removeAll { $0 == 0 }
    text.remarks.append(
      .init(line: line, text: "the text holds NUL characters, which were left out"))
    return text
  }
}
