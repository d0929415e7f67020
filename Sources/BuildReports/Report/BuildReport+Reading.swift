internal import BuildEngine

extension BuildReport {
  /// Reads a report back from its JSON. Fields that are not known are passed over.
  ///
  /// - Throws: ``ReportError``.
  public init(json bytes: [UInt8]) throws(ReportError) {
    let parsed = try JSONParser.parse(bytes)
    guard case .object = parsed else {
      throw ReportError(code: .notAReport, message: "it is no report of reel: it is no object")
    }
    let reader = ReportReader(value: parsed, place: "")
    let format = try reader.integer("format")
    guard format <= Self.format else {
      throw ReportError(
        code: .newerFormat,
        message: "its format \(format) is newer than \(Self.format), the latest that this version "
          + "reads; update the program")
    }
    self.init()
    setting = try Self.setting(reader)
    status = try reader.word("status", Status.self)
    totalSeconds = try reader.number("total_time")
    peakMemory = try reader.bytes("total_memory_mb")
    peakTotalMemory =
      reader.has("peak_memory_mb") ? try reader.bytes("peak_memory_mb") : nil
    let cache = try reader.object("cache_stats")
    hits = try cache.integer("hits")
    misses = try cache.integer("misses")
    heldBackSeconds = try reader.number("held_back_seconds", default: 0)
    filmSeconds = reader.has("film_seconds") ? try reader.number("film_seconds") : nil
    outputs = try reader.texts("outputs")
    warnings = try reader.texts("warnings")
    steps = try Self.steps(try reader.object("steps"))
    let path = try reader.object("critical_path")
    criticalPath = CriticalPath(
      ids: try path.integers("ids"), seconds: try path.number("seconds"))
    for item in try reader.list("nodes") { nodes.append(try Self.node(item)) }
    for item in try reader.list("samples") {
      samples.append(
        Sample(
          at: try item.number("at"), memory: try item.bytes("memory_mb"),
          processors: try item.number("processors")))
    }
    try readNotes(reader)
  }

  private mutating func readNotes(_ reader: ReportReader) throws(ReportError) {
    for item in try reader.list("failures") {
      failures.append(
        Failure(
          name: try item.text("name"), stage: try item.text("stage"),
          code: try item.text("code"), message: try item.text("message"),
          detail: item.has("detail") ? try item.text("detail") : nil))
    }
    for item in try reader.list("alerts") {
      alerts.append(
        Alert(
          at: try item.number("at"), name: try item.text("name"), stage: try item.text("stage"),
          kind: try item.word("kind", BuildAlert.Kind.self), value: try item.number("value"),
          bound: try item.number("bound")))
    }
    for item in try reader.list("retries") {
      lostAttempts.append(
        LostAttempt(
          id: try item.integer("id"), name: try item.text("name"), stage: try item.text("stage"),
          attempt: try item.integer("attempt"), start: try item.number("start"),
          end: try item.number("end"), lane: try item.lane(),
          cause: try item.text("cause")))
    }
  }

  private static func setting(_ reader: ReportReader) throws(ReportError) -> Setting {
    var setting = Setting()
    setting.program = try reader.text("program", default: "")
    setting.started = try reader.text("started", default: "")
    setting.recipes = try reader.texts("recipes")
    setting.profile = try reader.text("profile", default: "")
    setting.jobs = try reader.integer("jobs", default: 1)
    setting.isParallel = try reader.boolean("parallel", default: true)
    setting.usesCache = try reader.boolean("enable_caching", default: true)
    setting.memoryCap = reader.has("memory_cap_mb") ? try reader.bytes("memory_cap_mb") : nil
    let machine = try reader.object("machine")
    setting.cores = try machine.integer("cores")
    setting.machineMemory = try machine.bytes("memory_mb")
    if reader.has("store") {
      let store = try reader.object("store")
      setting.storeBytes = try store.bytes("size_mb")
      setting.storeLimit = try store.bytes("limit_mb")
    }
    return setting
  }

  private static func steps(_ reader: ReportReader) throws(ReportError) -> [Step] {
    guard case .object(let members) = reader.value else { return [] }
    var steps: [Step] = []
    for member in members {
      let item = try reader.object(member.name)
      var step = Step(name: member.name)
      step.seconds = try item.number("duration")
      step.cpuSeconds = try item.number("cpu_seconds", default: 0)
      step.peakMemory = try item.bytes("memory_mb")
      step.ran = try item.integer("ran", default: 0)
      step.cached = try item.integer("cached", default: 0)
      step.failed = try item.integer("failed", default: 0)
      steps.append(step)
    }
    return steps
  }

  private static func node(_ item: ReportReader) throws(ReportError) -> Node {
    var node = Node(
      id: try item.integer("id"), name: try item.text("name"), stage: try item.text("stage"),
      state: try item.word("state", Node.State.self))
    node.start = try item.number("start", default: 0)
    node.end = try item.number("end", default: 0)
    node.seconds = try item.number("seconds", default: 0)
    node.cpuSeconds = try item.number("cpu_seconds", default: 0)
    node.peakMemory = try item.bytes("memory_mb", default: 0)
    node.lane = try item.lane()
    node.attempts = try item.integer("attempts", default: 0)
    node.reason = item.has("reason") ? try item.text("reason") : nil
    node.changes = try item.texts("changes")
    node.inputs = try item.integers("inputs")
    return node
  }
}
