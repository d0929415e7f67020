import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// Output settings are in keys, schedule settings are not: for every key of a profile.
@Suite("Profiles and keys")
struct ProfileKindTests {
  private static let recipe = """
    scenes:
      - { text: "One sentence.", clip: photo.jpg, effect: zoom-in }
      - { clip: { path: walk.mp4, volume: 0.5 } }
    music: { path: bed.wav }
    """

  /// For each key, two values that are not the default and differ.
  private static let values: [String: (String, String)] = [
    "mode": ("fast", "high_quality"), "quality": ("low", "ultra"),
    "parallel": ("true", "false"), "max_memory_gb": ("2", "9"),
    "enable_caching": ("true", "false"), "api_batch_size": ("3", "7"), "jobs": ("1", "5"),
    "downloads": ("1", "6"), "api_rate_per_minute": ("10", "20"), "timeout": ("60s", "90s"),
    "retries": ("0", "4"), "store_size_gb": ("1", "50"),
    "alerts": ("{ step_seconds: 3 }", "{ memory_mb: 50 }"),
  ]

  private func film(_ key: String, _ value: String) throws -> CompiledFilm {
    let result = ProfileLoader(files: MemoryFiles(["p/x.yaml": "\(key): \(value)"])).load(
      "p/x.yaml")
    let profile = try #require(result.profile, "\(result.diagnostics)")
    return try CompiledFilm(Self.recipe, settings: RenderSettings(profile: profile))
  }

  @Test("Every key that is a setting is tried")
  func completeness() {
    let settings = ProfileKey.all.filter { $0.kind != .description }.map(\.name)
    #expect(Set(settings) == Set(Self.values.keys))
  }

  @Test("Every setting tells requests apart")
  func requests() {
    var encoder = FieldEncoder()
    let settings = RenderSettings(profile: Profile(name: "any"))
    encoder.field("", settings)
    let text = String(decoding: encoder.bytes, as: UTF8.self)
    for child in Mirror(reflecting: settings).children {
      #expect(text.contains(".\(child.label ?? "?")"))
    }
  }

  @Test("Output settings make new work, schedule settings make none", arguments: ProfileKey.all)
  func kinds(key: ProfileKey) throws {
    guard let (first, second) = Self.values[key.name] else {
      #expect(key.kind == .description)
      return
    }
    let work = try film(key.name, second).work(after: film(key.name, first))
    #expect(work.isEmpty == (key.kind == .schedule), "\(key.name): \(work)")
  }

  @Test("What an output setting does not decide is shared")
  func sharing() throws {
    let quality = try film("quality", "ultra").work(after: film("quality", "low"))
    #expect(!quality.contains { $0.hasPrefix("speech") || $0.hasPrefix("probe") })
    let mode = try film("mode", "high_quality").work(after: film("mode", "fast"))
    #expect(!mode.contains { $0.hasPrefix("speech") || $0.hasPrefix("picture") })
  }
}
