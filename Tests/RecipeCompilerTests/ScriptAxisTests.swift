import FilmVocabulary
import Testing

@testable import RecipeCompiler

@Suite("Places of captions in scripts")
struct ScriptAxisTests {
  /// 1000 pixels, of which 60 stay free at both ends, and a text of 200.
  private func place(
    _ percent: Int?, _ third: ScriptAxis.Third, as wanted: ScriptAxis.Third? = nil, size: Int = 200,
    moved: Int = 0
  ) -> String {
    let axis = ScriptAxis(length: Rational(1000), margin: Rational(60), size: Rational(size))
    let result = axis.place(
      percent.map { Rational($0, 100) }, third: third, as: wanted, moved: Rational(moved))
    return "\((result.place * Rational(1000)).rounded) \(result.third)"
  }

  @Test("A text stays within the margins, and stands at one by that side")
  func margins() {
    #expect(place(0, .first) == "60 first")
    #expect(place(0, .middle) == "60 first")
    #expect(place(0, .last) == "60 first")
    #expect(place(100, .first) == "940 last")
    #expect(place(100, .middle) == "940 last")
    #expect(place(100, .last) == "940 last")
    // What touches neither keeps its side.
    #expect(place(50, .first) == "500 first")
    #expect(place(30, .middle) == "300 middle")
    #expect(place(90, .last) == "900 last")
  }

  @Test("Without a place it stands where it usually does")
  func usual() {
    #expect(place(nil, .first) == "60 first")
    #expect(place(nil, .middle) == "500 middle")
    #expect(place(nil, .last) == "940 last")
    #expect(place(nil, .last, moved: -100) == "840 last")
    #expect(place(nil, .first, moved: 2000) == "940 last")
  }

  @Test("Lines that are aligned otherwise are placed by their own side")
  func alignment() {
    #expect(place(nil, .middle, as: .first) == "400 first")
    #expect(place(0, .middle, as: .last) == "260 last")
    #expect(place(100, .middle, as: .first) == "740 first")
  }

  @Test("What has no room between the margins is in the middle, or at the frame's edge")
  func large() {
    #expect(place(0, .first, size: 960) == "20 first")
    #expect(place(0, .last, size: 960) == "20 first")
    #expect(place(100, .first, size: 1200) == "0 first")
  }
}
