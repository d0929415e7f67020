internal import FoundationEssentials

/// The folder of espeak-ng's rules, dictionaries and voices.
struct EspeakData {
  let folder: String

  /// Paths of the files by which a change of the data shows: the phonemes and the dictionaries.
  ///
  /// The voices' small files are not among them; packages replace all at once.
  var witnesses: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix("phon") || $0 == "intonations" || $0.hasSuffix("_dict") }
      .sorted().map { "\(folder)/\($0)" }
  }

  /// 16 hexadecimal digits that depend on every file's name and bytes, not on where they are.
  ///
  /// It tells versions apart; it is no defence against somebody who wants two to agree.
  var fingerprint: String {
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 29
    }
    func mix(_ bytes: UnsafeRawBufferPointer) {
      mix(UInt64(bytes.count))
      let whole = bytes.count / 8 * 8
      for offset in stride(from: 0, to: whole, by: 8) {
        mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
      for offset in whole..<bytes.count { mix(UInt64(bytes[offset])) }
    }
    for name in names {
      // A folder has no bytes: its files do.
      guard let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)")) else { continue }
      Array(name.utf8).withUnsafeBytes { mix($0) }
      data.withUnsafeBytes { mix($0) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
