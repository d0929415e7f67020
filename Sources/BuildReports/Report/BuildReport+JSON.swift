internal import BuildEngine
internal import BuildGraph

extension BuildReport {
  /// The report as JSON, with the fields that docs/reports.md promises. Fields are only ever
  /// added while ``format`` stays the same.
  public func json() -> [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.integer("format", Self.format)
      write(setting, to: &json)
      json.newline()
      json.string("status", status.rawValue)
      json.decimal("total_time", totalSeconds)
      json.decimal("total_memory_mb", megabytes(peakMemory), digits: 1)
      if let peakTotalMemory {
        json.decimal("peak_memory_mb", megabytes(peakTotalMemory), digits: 1)
      }
      json.object("cache_stats") { json in
        json.integer("hits", hits)
        json.integer("misses", misses)
      }
      json.decimal("stage_seconds", stageSeconds)
      json.decimal("cpu_seconds", cpuSeconds)
      json.decimal("parallel_speedup", parallelSpeedup, digits: 2)
      json.decimal("held_back_seconds", heldBackSeconds)
      if let filmSeconds {
        json.decimal("film_seconds", filmSeconds)
        json.decimal("times_real_time", totalSeconds > 0 ? filmSeconds / totalSeconds : 0)
      }
      json.strings("outputs", outputs)
      json.newline()
      json.object("steps") { json in
        for step in steps {
          json.newline()
          Self.write(step, to: &json)
        }
      }
      json.newline()
      json.object("critical_path") { json in
        json.decimal("seconds", criticalPath.seconds)
        json.integers("ids", criticalPath.ids)
      }
      writeNotes(to: &json)
      Self.write("samples", samples, to: &json) { sample, json in
        json.decimal("at", sample.at)
        json.decimal("memory_mb", megabytes(sample.memory), digits: 1)
        json.decimal("processors", sample.processors, digits: 2)
      }
      Self.write("nodes", nodes, to: &json) { node, json in Self.write(node, to: &json) }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private func write(_ setting: Setting, to json: inout JSONBytes) {
    json.string("program", setting.program)
    json.string("started", setting.started)
    json.strings("recipes", setting.recipes)
    json.string("profile", setting.profile)
    json.integer("jobs", setting.jobs)
    json.boolean("parallel", setting.isParallel)
    json.boolean("enable_caching", setting.usesCache)
    if let cap = setting.memoryCap { json.decimal("memory_cap_mb", megabytes(cap), digits: 1) }
    json.object("machine") { json in
      json.integer("cores", setting.cores)
      json.decimal("memory_mb", megabytes(setting.machineMemory), digits: 1)
    }
    if let bytes = setting.storeBytes, let limit = setting.storeLimit {
      json.object("store") { json in
        json.decimal("size_mb", megabytes(bytes), digits: 1)
        json.decimal("limit_mb", megabytes(limit), digits: 1)
      }
    }
  }

  private static func write(_ step: Step, to json: inout JSONBytes) {
    json.object(step.name) { json in
      json.decimal("duration", step.seconds)
      json.decimal("cpu_seconds", step.cpuSeconds)
      json.decimal("memory_mb", megabytes(step.peakMemory), digits: 1)
      json.integer("ran", step.ran)
      json.integer("cached", step.cached)
      json.integer("failed", step.failed)
      json.decimal("hit_rate", step.hitRate ?? 0)
    }
  }

  private static func write(_ node: Node, to json: inout JSONBytes) {
    json.integer("id", node.id)
    json.string("name", node.name)
    json.string("stage", node.stage)
    json.string("state", node.state.rawValue)
    json.decimal("seconds", node.seconds)
    json.decimal("memory_mb", megabytes(node.peakMemory), digits: 1)
    if node.state != .cached {
      json.decimal("start", node.start)
      json.decimal("end", node.end)
      json.decimal("cpu_seconds", node.cpuSeconds)
      json.integer("lane", node.lane)
      json.integer("attempts", node.attempts)
      if let reason = node.reason { json.string("reason", reason) }
      if !node.changes.isEmpty { json.strings("changes", node.changes) }
    }
    json.integers("inputs", node.inputs)
  }

  private func writeNotes(to json: inout JSONBytes) {
    Self.write("failures", failures, to: &json) { failure, json in
      json.string("name", failure.name)
      json.string("stage", failure.stage)
      json.string("code", failure.code)
      json.string("message", failure.message)
      if let detail = failure.detail { json.string("detail", detail) } else { json.null("detail") }
    }
    json.newline()
    json.strings("warnings", warnings)
    Self.write("alerts", alerts, to: &json) { alert, json in
      json.decimal("at", alert.at)
      json.string("name", alert.name)
      json.string("stage", alert.stage)
      json.string("kind", alert.kind.rawValue)
      json.decimal("value", alert.value, digits: 1)
      json.decimal("bound", alert.bound, digits: 1)
    }
    Self.write("retries", lostAttempts, to: &json) { lost, json in
      json.integer("id", lost.id)
      json.string("name", lost.name)
      json.string("stage", lost.stage)
      json.integer("attempt", lost.attempt)
      json.decimal("start", lost.start)
      json.decimal("end", lost.end)
      json.integer("lane", lost.lane)
      json.string("cause", lost.cause)
    }
  }

  /// A list of objects, each on a line of its own.
  private static func write<Element>(
    _ name: String, _ elements: [Element], to json: inout JSONBytes,
    _ body: (Element, inout JSONBytes) -> Void
  ) {
    json.newline()
    json.array(name) { json in
      for element in elements {
        json.newline()
        json.object { json in body(element, &json) }
      }
    }
  }
}

private func megabytes(_ bytes: Int64) -> Double { Double(bytes) / 1_000_000 }
