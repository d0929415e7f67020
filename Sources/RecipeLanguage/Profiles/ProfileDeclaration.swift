internal import FilmVocabulary

/// The keys of a profile's file: the table from which it is read, its JSON Schema is made, and
/// ``ProfileKey/all`` is listed.
enum ProfileDeclaration {
  struct Entry: Sendable {
    var key: ProfileKey
    var field: Field<Profile>

    init<Value>(
      _ name: String, _ kind: ProfileKey.Kind, _ shape: Shape<Value>, _ summary: String,
      default defaultText: String, store: @escaping @Sendable (inout Profile, Value) -> Void
    ) {
      key = ProfileKey(name: name, kind: kind, summary: summary, defaultText: defaultText)
      field = Field(name, shape, summary, default: defaultText, store: store)
    }
  }

  static let mapping = MappingDeclaration<Profile>(
    "a profile", "How to render on a machine, and never what.", fields: entries.map(\.field))

  private static let gigabytes = Shapes.number(Rational(1, 4), Rational(1_000_000))

  static let entries: [Entry] = [
    Entry(
      "description", .description, Shapes.words, "One sentence for people.", default: "none"
    ) { $0.description = $1 },
    Entry(
      "extends", .description, Shapes.name,
      "A profile, by name or path, whose settings hold where this one is silent.", default: "none"
    ) { _, _ in },
    Entry(
      "mode", .output, Shapes.word("mode", ProfileMode.self),
      "How deeply media are analysed and enhanced.", default: "balanced"
    ) { $0.mode = $1 },
    Entry(
      "quality", .output, Shapes.word("quality", QualityLevel.self),
      "How well the film is encoded.", default: "medium"
    ) { $0.quality = $1 },
    Entry(
      "parallel", .schedule, Shapes.boolean, "Whether several jobs run at once.", default: "true"
    ) { $0.schedule.parallel = $1 },
    Entry(
      "max_memory_gb", .schedule, gigabytes, "The cap on the memory of all jobs together, in GB.",
      default: "three quarters of the machine's"
    ) { $0.schedule.maxMemoryGB = $1 },
    Entry(
      "enable_caching", .schedule, Shapes.boolean,
      "Whether what is in the store is used; if not, all is built again.", default: "true"
    ) { $0.schedule.enableCaching = $1 },
    Entry(
      "api_batch_size", .schedule, Shapes.integer(1...1_000), "Requests in one batch to an API.",
      default: "5"
    ) { $0.schedule.apiBatchSize = $1 },
    Entry(
      "jobs", .schedule, Shapes.integer(1...1_024), "Jobs at once.",
      default: "the machine's cores"
    ) { $0.schedule.jobs = $1 },
    Entry(
      "downloads", .schedule, Shapes.integer(1...64), "Downloads at once.",
      default: "as many as jobs"
    ) { $0.schedule.downloads = $1 },
    Entry(
      "api_rate_per_minute", .schedule, Shapes.integer(1...100_000),
      "Requests to an API in a minute.", default: "no limit"
    ) { $0.schedule.apiRatePerMinute = $1 },
    Entry(
      "timeout", .schedule, timeout, "How long one attempt of one stage may take.",
      default: "no limit"
    ) { $0.schedule.timeoutSeconds = $1 },
    Entry(
      "retries", .schedule, Shapes.integer(0...10),
      "How often a stage is tried again after an accident.",
      default: "1"
    ) { $0.schedule.retries = $1 },
    Entry(
      "store_size_gb", .schedule, gigabytes,
      "GB of artifacts above which a build deletes what is worth least.", default: "no limit"
    ) { $0.schedule.storeSizeGB = $1 },
    Entry(
      "alerts", .schedule, Declarations.alerts,
      "Bounds for one stage; a stage that passes one is reported at once.", default: "none"
    ) { $0.schedule.alerts.merge($1) },
  ]

  private static let timeout = Shape<Rational>(
    "a time such as 90s or 10m", schema: Shapes.positiveTime.schema
  ) { node, reader in
    guard let time = Shapes.positiveTime.read(node, reader) else { return nil }
    guard case .seconds(let seconds) = time else {
      reader.report("a timeout is a time, not a number of frames", at: node.mark)
      return nil
    }
    return seconds
  }
}
