import Testing

@testable import RecipeCompiler

@Suite("Fonts of characters")
struct FontSelectorTests {
  private let selector = FontSelector(
    services: MadeUpServices(), language: "",
    wish: .init(families: ["Noto Sans"], isBold: false, isItalic: false))

  private func fonts(_ text: String) -> [String] {
    selector.runs(of: text).runs.map {
      "\($0.start) \($0.font.path.split(separator: "/").last ?? "")"
    }
  }

  @Test("A letter keeps its marks, unless no font has both")
  func marks() {
    #expect(fonts("ae\u{301}b") == ["0 Noto Sans.ttf"])
    // As the face in ヽ༼ຈل͜ຈ༽ﾉ has it: a Latin mark below an Arabic letter.
    let mixed = "ل\u{35C}ل"
    #expect(
      fonts(mixed) == ["0 Noto Sans Arabic.ttf", "1 Noto Sans.ttf", "2 Noto Sans Arabic.ttf"])
    #expect(selector.runs(of: mixed).missing.isEmpty)
    #expect(selector.width(of: mixed) == 3 * 550)
  }

  @Test("Characters that only say how others are shown need no font")
  func formats() {
    let text = "a\u{110BD}b\u{13430}c\u{1BCA0}d\u{200D}"
    #expect(selector.runs(of: text).missing.isEmpty)
    #expect(fonts(text) == ["0 Noto Sans.ttf"])
  }

  @Test("What no font has is named by itself, not the letter that it goes with")
  func missing() {
    let missing = selector.runs(of: "ل\u{E0A}\u{E38}\u{13000} e\u{1AB0}").missing
    #expect(missing.map(\.scalar) == ["\u{13000}", "\u{1AB0}"])
    #expect(missing.map(\.system.name) == ["Egyptian Hieroglyphs", "Latin"])
  }
}
