import FoundationEssentials
import Testing

@testable import RecipeLanguage

@Suite("JSON Schema")
struct SchemaTests {
  /// As much of JSON as a schema needs, decoded.
  private indirect enum JSON: Decodable {
    case object([String: JSON])
    case array([JSON])
    case string(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let object = try? container.decode([String: JSON].self) {
        self = .object(object)
      } else if let array = try? container.decode([JSON].self) {
        self = .array(array)
      } else if let string = try? container.decode(String.self) {
        self = .string(string)
      } else {
        self = .other
      }
    }

    subscript(key: String) -> JSON? {
      if case .object(let members) = self { members[key] } else { nil }
    }

    var keys: [String] {
      if case .object(let members) = self { members.keys.sorted() } else { [] }
    }

    /// Every `$ref` in it.
    var references: Set<String> {
      switch self {
      case .object(let members):
        var found = Set(members.values.flatMap(\.references))
        if case .string(let reference)? = members["$ref"] { found.insert(reference) }
        return found
      case .array(let elements): return Set(elements.flatMap(\.references))
      default: return []
      }
    }
  }

  private func decoded(_ text: String) throws -> JSON {
    try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  @Test("The recipe's schema is JSON, closed in itself, and has the parser's keys")
  func recipe() throws {
    let schema = try decoded(RecipeSchema.json())
    #expect(schema["properties"]?.keys == Declarations.recipeMapping.fields.map(\.name).sorted())
    let definitions = try #require(schema["$defs"])
    #expect(
      schema.references == Set(definitions.keys.map { "#/$defs/\($0)" }),
      "every definition is used, and every reference leads to one")
    func keys(_ name: String) -> [String]? { definitions[name]?["properties"]?.keys }
    #expect(keys("scene") == Declarations.sceneMapping.fields.map(\.name).sorted())
    #expect(keys("clip") == Declarations.clipMapping.fields.map(\.name).sorted())
    #expect(keys("overlay") == Declarations.overlayMapping.fields.map(\.name).sorted())
    #expect(keys("output") == Declarations.outputMapping.fields.map(\.name).sorted())
    #expect(keys("music") == Declarations.musicMapping.fields.map(\.name).sorted())
    #expect(
      keys("scene_defaults") == [
        "background", "clip", "duration", "effect", "fit", "focus", "overlays",
      ])
  }

  @Test("The top level has the keys of the language, no more and no less")
  func topLevel() {
    #expect(
      Declarations.recipeMapping.fields.map(\.name) == [
        "title", "vars", "include", "defaults", "narration", "stages", "scenes", "watermark",
        "subtitles",
        "music",
        "audio", "chapters", "metadata", "thumbnail", "outputs",
      ])
  }

  @Test("The profile's schema has the registry's keys")
  func profile() throws {
    let schema = try decoded(ProfileSchema.json())
    #expect(schema["properties"]?.keys == ProfileKey.all.map(\.name).sorted())
  }

  @Test("Every key has a sentence")
  func summaries() {
    for field in Declarations.recipeMapping.fields {
      #expect(field.summary.hasSuffix("."), "\(field.name)")
    }
    for key in ProfileKey.all { #expect(key.summary.hasSuffix("."), "\(key.name)") }
  }

  @Test("JSON strings are escaped")
  func escapes() {
    #expect(JSONValue.string("a\"\\\n\u{1}é").pretty() == "\"a\\\"\\\\\\n\\u0001é\"\n")
    #expect(JSONValue.object([]).pretty() == "{}\n")
  }
}
