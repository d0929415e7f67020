import FilmVocabulary
import Testing

@testable import RecipeLanguage

@Suite("Variables")
struct VariableTests {
  @Test("Variables stand for texts, parts of texts, and typed values")
  func values() throws {
    let recipe = try recipe(
      """
      vars: { name: Ada, greeting: "Hello, ${name}", seconds: 3, opacity: 0.5 }
      scenes:
        - text: "${greeting}! It is $5 or $${name}."
          duration: ${seconds}.5s
          overlays: [{ path: "${name}/logo.png", opacity: "${opacity}" }]
      """)
    let scene = recipe.scenes[0]
    #expect(scene.text?.value == "Hello, Ada! It is $5 or ${name}.")
    #expect(scene.duration?.value == .seconds(Rational(7, 2)))
    #expect(scene.overlays[0].opacity == Rational(1, 2))
  }

  @Test("--set replaces a variable, also where others refer to it")
  func set() throws {
    let text = "vars: { name: Ada, all: 'Dear ${name}' }\nscenes: [{ text: '${all}' }]"
    let changed = try recipe(text, set: [("name", "Bob"), ("name", "Eve ${x}")])
    #expect(changed.scenes[0].text?.value == "Dear Eve ${x}")
  }

  @Test("What is not declared is an error at its place")
  func undeclared() {
    #expect(
      messages("vars: { accent: red }\nscenes: [{ text: 'a ${acent} b', clip: '${x y}.mp4' }]") == [
        "recipe.yaml:2:21: the variable 'acent' is not declared in 'vars' [accent]",
        "recipe.yaml:2:41: '${x y}' names no variable; write '$${' for the characters '${'",
      ])
    #expect(
      messages("vars: { a: red }\nscenes: [{ text: '${c}' }]") == [
        "recipe.yaml:2:19: the variable 'c' is not declared in 'vars'"
      ])
    #expect(
      messages("vars: { accent: red }\nscenes: [{ text: a }]", set: [("acent", "blue")]) == [
        "--set acent: the recipe declares no variable 'acent' in 'vars' [accent]"
      ])
    #expect(
      messages("vars: {a: 1}\nscenes: [{ text: 'a ${a' }]") == [
        "recipe.yaml:2:21: '${' is never closed; write '$${' for the characters themselves"
      ])
  }

  @Test("Circles and values that are no scalars are errors")
  func wrong() {
    #expect(
      messages("vars: { a: '${b}', b: '${a}' }\nscenes: [{ text: hi }]") == [
        "recipe.yaml:1:12: the variables refer to each other in a circle: a -> b -> a"
      ])
    #expect(
      messages("vars: { a: [1], '1x': 2 }\nscenes: [{ text: hi }]") == [
        "recipe.yaml:1:12: a variable is a text, a number or a truth value, not a list",
        "recipe.yaml:1:17: '1x' is no name for a variable; use letters, digits, '_' and '-', with a"
          + " letter or '_' first",
      ])
  }

  @Test("Variables that double each other do not fill the memory")
  func doubling() {
    var text = "vars:\n  v0: \"0123456789\"\n"
    for index in 1...40 { text += "  v\(index): \"${v\(index - 1)}${v\(index - 1)}\"\n" }
    let found = messages(text + "scenes: [{ text: hi }]")
    #expect(found.contains { $0.hasSuffix("the text grows beyond 1 MiB by its variables") })
  }
}
