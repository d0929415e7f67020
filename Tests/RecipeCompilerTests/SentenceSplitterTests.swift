import Testing

@testable import RecipeCompiler

@Suite("Sentences")
struct SentenceSplitterTests {
  @Test(
    "Where sentences end",
    arguments: [
      ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
      ("It cost 3.50 pounds. Then 4.", ["It cost 3.50 pounds.", "Then 4."]),
      (
        "Dr. Smith met J. R. Hartley. They spoke.",
        ["Dr. Smith met J. R. Hartley.", "They spoke."]
      ),
      ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
      ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
      ("Really?! No.", ["Really?!", "No."]),
      ("See example.org for more.", ["See example.org for more."]),
      ("这是一句。这是另一句！好吗？", ["这是一句。", "这是另一句！", "好吗？"]),
      ("यह एक है। यह दो है।", ["यह एक है।", "यह दो है।"]),
      ("One. ...", ["One. ..."]),
      ("Shops, e.g. Aldi, opened.", ["Shops, e.g. Aldi, opened."]),
      ("It was me and I. We won.", ["It was me and I.", "We won."]),
      ("", []),
      ("   ", []),
    ])
  func boundaries(text: String, expected: [String]) {
    #expect(SentenceSplitter.sentences(of: text) == expected)
  }

  @Test("No character but white space between sentences is lost")
  func completeness() {
    let text = "A b. C d! (E f.) “G.” H? 1.5 x… Y. z. Mr. Q."
    let joined = SentenceSplitter.sentences(of: text).joined(separator: " ")
    #expect(joined == text)
  }
}
