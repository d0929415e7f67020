// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6 mode, no warning let through.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library that pkg-config knows, behind a module map.
func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A module of the project, with the only modules that it may import.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The unit tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "reel",
  products: [
    .executable(name: "reel", targets: ["reel"]),
    .executable(name: "reel-worker", targets: ["reel-worker"]),
  ],
  targets: [
    // C libraries. The front end may reach the first three only.
    library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    library("CLMDB", pkgConfig: "lmdb", apt: "liblmdb-dev"),
    library("CCrypto", apt: "libssl-dev"),
    library("CFFmpeg", pkgConfig: "libavformat", apt: "libavformat-dev"),
    library("CASS", pkgConfig: "libass", apt: "libass-dev"),
    library("CHarfBuzz", pkgConfig: "harfbuzz", apt: "libharfbuzz-dev"),
    library("CFreeType", pkgConfig: "freetype2", apt: "libfreetype-dev"),
    // Compiled apart: ICU's headers and those of Foundation's own ICU cannot be read together.
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
    library("CEBUR128", pkgConfig: "libebur128", apt: "libebur128-dev"),
    library("CRSVG", apt: "librsvg2-dev"),
    library("CWebP", pkgConfig: "libwebpdemux", apt: "libwebp-dev"),
    library("CHEIF", pkgConfig: "libheif", apt: "libheif-dev"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CEspeakNG", pkgConfig: "espeak-ng", apt: "libespeak-ng-dev"),
    library("CFlite", apt: "flite1-dev"),
    // Not a library but a header of its own: work in a child process.
    .systemLibrary(name: "CIsolation"),
    // Loops of instructions that Swift has no words for.
    .target(name: "CPictureVectors"),
    // What Swift's module of the C library leaves out.
    .systemLibrary(name: "CGlibc"),

    // Values shared by both sides of the wall.
    module("FilmVocabulary", []),
    module("BuildGraph", ["CCrypto"]),
    module("StageCatalog", ["BuildGraph", "FilmVocabulary"]),

    // The engine: knows nodes, keys and files, no media and no recipe.
    module("ArtifactStore", ["BuildGraph", "CGlibc", "CLMDB"]),
    module("WorkerProtocol", ["BuildGraph", "CGlibc"]),
    module("BuildEngine", ["ArtifactStore", "WorkerProtocol", "BuildGraph"]),
    module("BuildReports", ["BuildEngine", "ArtifactStore", "WorkerProtocol", "BuildGraph"]),

    // The language: knows recipes, no nodes but those it compiles to.
    module("RecipeLanguage", ["CYAML", "FilmVocabulary"]),
    module("RecipeCompiler", ["RecipeLanguage", "StageCatalog", "BuildGraph", "FilmVocabulary"]),

    // The media: knows pictures and sound, no recipe and no graph.
    module(
      "MediaEngine",
      [
        "CFFmpeg", "CASS", "CHarfBuzz", "CFreeType", "CICU", "CEBUR128", "CIsolation",
        "CHEIF", "CPictureVectors", "CRSVG", "CWebP", "CZlib", "CaptionFiles", "FilmVocabulary",
      ]),
    module("CaptionFiles", ["FilmVocabulary"]),
    module("Speech", ["CEspeakNG", "CFlite", "CIsolation"]),
    module(
      "StageImplementations",
      [
        "MediaEngine", "CaptionFiles", "Speech", "StageCatalog", "WorkerProtocol", "BuildGraph",
        "FilmVocabulary", "CIsolation",
      ]),

    .executableTarget(
      name: "reel",
      dependencies: [
        "RecipeCompiler", "RecipeLanguage", "StageCatalog", "BuildEngine", "BuildReports",
        "ArtifactStore", "WorkerProtocol", "BuildGraph", "FilmVocabulary",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "reel-worker",
      dependencies: ["StageImplementations", "WorkerProtocol"],
      swiftSettings: strict),

    // A worker whose stages misbehave on demand, for the tests of the engine.
    .target(
      name: "EngineTestStages", dependencies: ["WorkerProtocol", "BuildGraph"],
      path: "Tests/Support/EngineTestStages", swiftSettings: strict),
    .executableTarget(
      name: "engine-test-worker", dependencies: ["EngineTestStages", "WorkerProtocol"],
      path: "Tests/Support/engine-test-worker", swiftSettings: strict),
    // The engine in a process of its own, to be killed or to meet another one.
    .executableTarget(
      name: "engine-test-build",
      dependencies: ["BuildEngine", "ArtifactStore", "BuildGraph", "EngineTestStages"],
      path: "Tests/Support/engine-test-build", swiftSettings: strict),

    // The engine's scheduler against made-up and recorded work.
    .target(
      name: "ScheduleSimulation", dependencies: ["BuildEngine", "BuildGraph"],
      path: "Benchmarks/ScheduleSimulation", swiftSettings: strict),
    .executableTarget(
      name: "schedule-simulator", dependencies: ["ScheduleSimulation"],
      path: "Benchmarks/schedule-simulator", swiftSettings: strict),
    // Measurements of the engine alone: a worker that answers at once, and what drives it.
    .executableTarget(
      name: "stand-in-worker",
      dependencies: ["StageCatalog", "WorkerProtocol", "BuildGraph", "FilmVocabulary"],
      path: "Benchmarks/stand-in-worker", swiftSettings: strict),
    .target(name: "BenchSupport", path: "Benchmarks/BenchSupport", swiftSettings: strict),
    .executableTarget(
      name: "engine-bench", dependencies: ["BenchSupport"], path: "Benchmarks/engine-bench",
      swiftSettings: strict),
    // Measurements of whole films: the same one by reel and by the tools that people use today.
    .executableTarget(
      name: "film-bench", dependencies: ["BenchSupport"], path: "Benchmarks/film-bench",
      swiftSettings: strict),
    // Shared by the two programs below.
    .target(name: "FuzzSupport", path: "Tests/Support/FuzzSupport", swiftSettings: strict),
    // Damages an index in every way and uses it, in a process of its own, which must not die.
    .executableTarget(
      name: "index-fuzzer", dependencies: ["ArtifactStore", "BuildGraph", "FuzzSupport"],
      path: "Tests/Support/index-fuzzer", swiftSettings: strict),
    // Damages media files in every way and reads them, in a process of its own, which must not die.
    .executableTarget(
      name: "media-fuzzer", dependencies: ["MediaEngine", "FilmVocabulary", "FuzzSupport"],
      path: "Tests/Support/media-fuzzer", swiftSettings: strict),
    // Lets things go wrong around the two programs and checks that nothing was lost.
    .executableTarget(
      name: "fault-harness", dependencies: ["ArtifactStore", "BuildGraph"],
      path: "Tests/FaultHarness", swiftSettings: strict),

    tests("BuildGraphTests", ["BuildGraph"]),
    tests("StageCatalogTests", ["StageCatalog", "BuildGraph", "FilmVocabulary"]),
    tests("ArtifactStoreTests", ["ArtifactStore", "BuildGraph", "index-fuzzer"]),
    tests(
      "WorkerProtocolTests",
      ["WorkerProtocol", "BuildGraph", "EngineTestStages", "engine-test-worker"]),
    tests(
      "BuildEngineTests",
      [
        "BuildEngine", "ArtifactStore", "WorkerProtocol", "BuildGraph", "EngineTestStages",
        "engine-test-worker", "engine-test-build", "ScheduleSimulation",
      ]),
    tests(
      "BuildReportsTests",
      ["BuildReports", "BuildEngine", "ArtifactStore", "WorkerProtocol", "BuildGraph"]),
    tests("RecipeLanguageTests", ["RecipeLanguage", "FilmVocabulary"]),
    tests(
      "RecipeCompilerTests",
      ["RecipeCompiler", "RecipeLanguage", "StageCatalog", "BuildGraph", "FilmVocabulary"]),
    tests("MediaEngineTests", ["MediaEngine", "CFFmpeg", "FilmVocabulary", "media-fuzzer"]),
    tests("CaptionFilesTests", ["CaptionFiles", "FilmVocabulary"]),
    tests("SpeechTests", ["Speech"]),
    tests(
      "StageImplementationsTests",
      [
        "StageImplementations", "StageCatalog", "MediaEngine", "WorkerProtocol", "BuildGraph",
        "FilmVocabulary",
      ]),
    tests("EndToEndTests", ["BuildGraph"]),
  ]
)
