/// Cuts a text into sentences, each of which is spoken by a node of its own: an edit speaks only
/// the sentence that it changed.
///
/// A sentence ends at `.`, `!`, `?` or `…`, with any closing quotes and brackets, before white
/// space and something that can begin a sentence; and at the full stops of Chinese and Japanese,
/// of Hindi and of Arabic. Common abbreviations, initials and decimal points do not end one.
enum SentenceSplitter {
  /// - Returns: The sentences without white space around them; none is empty.
  static func sentences(of text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var sentences: [String] = []
    var start = 0
    var index = 0
    while index < scalars.count {
      let next = index + 1
      if endsSentence(scalars, at: index, from: start) {
        var end = next
        while end < scalars.count, closers.contains(scalars[end]) || enders.contains(scalars[end]) {
          end += 1
        }
        append(scalars[start..<end], to: &sentences)
        start = end
        index = end
      } else {
        index = next
      }
    }
    append(scalars[start...], to: &sentences)
    return sentences
  }

  private static func append(_ slice: ArraySlice<Unicode.Scalar>, to sentences: inout [String]) {
    let trimmed = slice.drop { $0.properties.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.properties.isWhitespace }) else { return }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: trimmed[...last])
    // A stray mark belongs to the sentence before it: alone it would be nothing to speak.
    let isSpeakable = trimmed.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    if !isSpeakable, let previous = sentences.popLast() {
      sentences.append(previous + " " + String(text))
    } else {
      sentences.append(String(text))
    }
  }

  private static func endsSentence(
    _ scalars: [Unicode.Scalar], at index: Int, from start: Int
  ) -> Bool {
    let mark = scalars[index]
    if fullWidthEnders.contains(mark) { return true }
    guard enders.contains(mark) else { return false }
    var next = index + 1
    while next < scalars.count, closers.contains(scalars[next]) || enders.contains(scalars[next]) {
      next += 1
    }
    // Only white space separates sentences: 3.5, example.org and e.g.this go on.
    guard next < scalars.count, scalars[next].properties.isWhitespace else { return false }
    while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
    guard next < scalars.count else { return false }
    if scalars[next].properties.isLowercase { return false }
    return mark != "." || !isAbbreviation(scalars[start..<index])
  }

  /// Whether the full stop behind these scalars belongs to their last word.
  private static func isAbbreviation(_ sentence: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = sentence.reversed().prefix { !$0.properties.isWhitespace }.reversed()
    let letters = word.drop { openers.contains($0) }
    if letters.count == 1, let initial = letters.first, initial.properties.isUppercase {
      // "J. Smith" goes on; "plan B." or "and I." would too, but seldom stand before a capital.
      return initial != "I"
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters)
    return abbreviations.contains(String(text).lowercased())
  }

  private static let enders: Set<Unicode.Scalar> = [".", "!", "?", "…"]
  private static let fullWidthEnders: Set<Unicode.Scalar> = ["。", "！", "？", "｡", "।", "؟", "۔"]
  private static let closers: Set<Unicode.Scalar> = [
    "\"", "'", "”", "’", "»", ")", "]", "」", "』", "）",
  ]
  private static let openers: Set<Unicode.Scalar> = ["\"", "'", "“", "‘", "«", "(", "["]
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "no", "vol", "fig", "approx", "dept",
    "e.g", "i.e", "etc", "cf", "gen", "col", "lt", "sgt", "rev", "hon", "mt", "inc", "ltd", "co",
  ]
}
