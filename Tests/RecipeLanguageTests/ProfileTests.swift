import FilmVocabulary
import Testing

@testable import RecipeLanguage

@Suite("Profiles")
struct ProfileTests {
  private func load(_ name: String, _ files: [String: String] = [:]) -> ProfileLoadResult {
    ProfileLoader(files: MemoryFiles(files)).load(name)
  }

  @Test("The named profiles are the files in profiles/, byte for byte")
  func builtin() throws {
    for name in BuiltinProfiles.names {
      let bytes = try DiskFiles().read("\(Package.root)/profiles/\(name).yaml")
      #expect(BuiltinProfiles.text(of: name) == String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("The named profiles hold the values of the design")
  func values() throws {
    let speed = try #require(load("speed_optimized").profile)
    #expect(speed.name == "speed_optimized")
    #expect((speed.mode, speed.quality) == (.fast, .medium))
    #expect(speed.schedule.parallel && speed.schedule.enableCaching)
    #expect(speed.schedule.maxMemoryGB == Rational(8))
    #expect(speed.schedule.apiBatchSize == 10)
    let best = try #require(load("quality_optimized").profile)
    #expect((best.mode, best.quality) == (.highQuality, .ultra))
    #expect((best.schedule.maxMemoryGB, best.schedule.apiBatchSize) == (Rational(16), 5))
    let small = try #require(load("resource_constrained").profile)
    #expect((small.mode, small.quality) == (.fast, .low))
    #expect(!small.schedule.parallel)
    #expect((small.schedule.maxMemoryGB, small.schedule.apiBatchSize) == (Rational(4), 3))
    #expect(small.schedule.jobs == nil)
  }

  @Test("A profile of one's own extends others, by name and by path")
  func extending() throws {
    let result = load(
      "my/fine.yaml",
      [
        "my/fine.yaml": "extends: base.yaml\nquality: high\ntimeout: 10m\nstore_size_gb: 2.5",
        "my/base.yaml": "extends: resource_constrained\njobs: 3\nquality: ultra",
      ])
    let profile = try #require(result.profile)
    #expect(profile.name == "fine")
    #expect((profile.mode, profile.quality) == (.fast, .high))
    #expect(!profile.schedule.parallel)
    #expect(profile.schedule.jobs == 3)
    #expect(profile.schedule.timeoutSeconds == Rational(600))
    #expect(profile.schedule.storeSizeGB == Rational(5, 2))
    #expect(result.filesRead == ["my/fine.yaml", "my/base.yaml"])
  }

  @Test("A folder of profiles comes before the program's own")
  func folders() throws {
    let files = MemoryFiles(["profiles/mine.yaml": "quality: low"])
    let loader = ProfileLoader(folders: ["profiles"], files: files)
    #expect(loader.load("mine").profile?.quality == .low)
    #expect(loader.load("speed_optimized").profile?.quality == .medium)
  }

  @Test("What is wrong with a profile is said with its place")
  func wrong() {
    func messages(_ name: String, _ files: [String: String] = [:]) -> [String] {
      load(name, files).diagnostics.map { diagnostic in
        let place = diagnostic.mark.map { "\($0): " } ?? ""
        return place + diagnostic.message + (diagnostic.suggestion.map { " [\($0)]" } ?? "")
      }
    }
    #expect(
      messages("speed_optimised") == [
        "there is no profile 'speed_optimised'; there are speed_optimized, quality_optimized,"
          + " resource_constrained, auto, and your own by path [speed_optimized]"
      ])
    #expect(
      messages("a.yaml") == ["the profile 'a.yaml' cannot be read: no such file"])
    #expect(
      messages(
        "a.yaml",
        ["a.yaml": "extends: b.yaml", "b.yaml": "jobs: 1\nextends: a.yaml"]) == [
          "b.yaml:2:10: the profile 'a.yaml' extends itself"
        ])
    #expect(
      messages("a.yaml", ["a.yaml": "job: 2\nquality: best\nmax_memory_gb: 0\nparallel: yes"]) == [
        "a.yaml:1:1: unknown key 'job' in a profile [jobs]",
        "a.yaml:2:10: unknown quality 'best'; it is one of low, medium, high, ultra",
        "a.yaml:3:16: expected a number from 0.25 to 1000000, found '0'",
        "a.yaml:4:11: expected true or false, found 'yes'",
      ])
    #expect(
      messages("a.yaml", ["a.yaml": "timeout: 5f"]) == [
        "a.yaml:1:10: a timeout is a time, not a number of frames"
      ])
  }

  @Test("Alerts add up along 'extends', each bound by itself")
  func alerts() throws {
    let files = [
      "a.yaml": "extends: b.yaml\nalerts: { step_seconds: 30, cpu_percent: 85 }",
      "b.yaml": "alerts: { step_seconds: 5, memory_mb: 1000 }",
    ]
    let alerts = try #require(load("a.yaml", files).profile).schedule.alerts
    #expect(alerts.stepSeconds == Rational(30))
    #expect(alerts.memoryMB == Rational(1000))
    #expect(alerts.cpuPercent == Rational(85))
    #expect(try #require(load("speed_optimized").profile).schedule.alerts == AlertSettings())
  }

  @Test("What is wrong with alerts is said with its line")
  func wrongAlerts() {
    func messages(_ text: String) -> [String] {
      load("a.yaml", ["a.yaml": text]).diagnostics.map { diagnostic in
        let place = diagnostic.mark.map { "\($0): " } ?? ""
        return place + diagnostic.message + (diagnostic.suggestion.map { " [\($0)]" } ?? "")
      }
    }
    #expect(
      messages("jobs: 2\nalerts:\n  step_second: 3\n  memory_mb: much\n  cpu_percent: 850") == [
        "a.yaml:3:3: unknown key 'step_second' in the alerts [step_seconds]",
        "a.yaml:4:14: expected a number from 1 to 100000000, found 'much'",
        "a.yaml:5:16: expected a number from 1 to 100, found '850'",
      ])
    #expect(
      messages("alerts: 30") == ["a.yaml:1:9: expected a mapping for the alerts, found '30'"])
  }

  @Test("auto picks by the machine and says why")
  func automatic() {
    let gigabyte = 1_000_000_000
    func pick(_ cores: Int, _ memory: Int) -> String {
      Profile.automatic(cores: cores, memoryBytes: memory * gigabyte).profile.name
    }
    #expect(pick(1, 64) == "resource_constrained")
    #expect(pick(2, 5) == "resource_constrained")
    #expect(pick(2, 6) == "speed_optimized")
    #expect(pick(8, 23) == "speed_optimized")
    #expect(pick(8, 24) == "quality_optimized")
    #expect(
      Profile.automatic(cores: 1, memoryBytes: 7_860_000_000).reason
        == "resource_constrained: the machine has 1 core and 7.8 GB of memory, which is fewer than"
        + " 2 cores or less than 6 GB")
  }

  @Test("Levels and modes mean what the manual says")
  func tables() {
    let encodings = QualityLevel.allCases.map(\.encoding)
    #expect(encodings.map(\.h264.preset) == ["ultrafast", "veryfast", "medium", "slow"])
    #expect(encodings.map(\.h264.constantRateFactor) == [26, 23, 20, 17])
    #expect(encodings.map(\.audioBitRate) == [128_000, 192_000, 256_000, 320_000])
    #expect(encodings.map(\.scaler) == [.bilinear, .bicubic, .lanczos, .lanczos])
    let modes = ProfileMode.allCases.map(\.enhancement)
    #expect(modes.map(\.limiterOversampling) == [2, 4, 8])
    #expect(modes.map(\.movingStillSampler) == [.bilinear, .bicubic, .lanczos3])
    #expect(modes.map(\.resamplerTaps) == [16, 32, 64])
  }

  @Test("Every key has a kind; the output kind is mode and quality")
  func keys() {
    let keys = ProfileKey.all
    #expect(keys.filter { $0.kind == .output }.map(\.name) == ["mode", "quality"])
    #expect(
      keys.filter { $0.kind == .schedule }.map(\.name) == [
        "parallel", "max_memory_gb", "enable_caching", "api_batch_size", "jobs", "downloads",
        "api_rate_per_minute", "timeout", "retries", "store_size_gb", "alerts",
      ])
  }
}
