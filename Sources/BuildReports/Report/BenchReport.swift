internal import BuildGraph

/// What each quality of a film cost, and what it is worth.
public struct BenchReport: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public var quality: String
    public var wallSeconds: Double
    public var cpuSeconds: Double
    /// Bytes.
    public var peakMemory: Int64
    /// Of all films.
    public var bytes: Int64
    /// Of all films, one after another.
    public var filmSeconds: Double
    /// `nil` if there are no pictures to compare.
    public var similarity: Similarity?

    public struct Similarity: Hashable, Sendable {
      public var luma: Double
      public var all: Double

      public init(luma: Double, all: Double) {
        self.luma = luma
        self.all = all
      }
    }

    public init(
      quality: String, wallSeconds: Double, cpuSeconds: Double, peakMemory: Int64, bytes: Int64,
      filmSeconds: Double, similarity: Similarity?
    ) {
      self.quality = quality
      self.wallSeconds = wallSeconds
      self.cpuSeconds = cpuSeconds
      self.peakMemory = peakMemory
      self.bytes = bytes
      self.filmSeconds = filmSeconds
      self.similarity = similarity
    }

    var kilobitsPerSecond: Double {
      filmSeconds > 0 ? Double(bytes) * 8 / 1000 / filmSeconds : 0
    }
  }

  public var film: String
  public var profile: String
  public var jobs: Int
  public var cores: Int
  public var rows: [Row] = []

  public init(film: String, profile: String, jobs: Int, cores: Int) {
    self.film = film
    self.profile = profile
    self.jobs = jobs
    self.cores = cores
  }

  /// How many times as long as `medium` a row took; `nil` without a row of that name.
  private func ratio(_ row: Row) -> Double? {
    guard let medium = rows.first(where: { $0.quality == "medium" }), medium.wallSeconds > 0
    else { return nil }
    return row.wallSeconds / medium.wallSeconds
  }

  /// A table.
  public var text: String {
    var table = TextTable([.left] + Array(repeating: .right, count: 8))
    table.add(["quality", "wall", "medium", "CPU", "memory", "size", "kbit/s", "SSIM Y", "SSIM"])
    for row in rows {
      table.add([
        row.quality, HumanUnits.duration(row.wallSeconds),
        ratio(row).map { JSONText.fixed($0, digits: 2) + "×" } ?? "–",
        HumanUnits.duration(row.cpuSeconds), HumanUnits.bytes(row.peakMemory),
        HumanUnits.bytes(row.bytes), JSONText.fixed(row.kilobitsPerSecond, digits: 0),
        row.similarity.map { JSONText.fixed($0.luma, digits: 4) } ?? "–",
        row.similarity.map { JSONText.fixed($0.all, digits: 4) } ?? "–",
      ])
    }
    let seconds = HumanUnits.duration(rows.first?.filmSeconds ?? 0)
    let head =
      "\(film), \(seconds) of film · profile \(profile) · \(jobs) job\(jobs == 1 ? "" : "s") on "
      + "\(cores) core\(cores == 1 ? "" : "s")"
    return ([head] + table.lines).joined(separator: "\n")
  }

  /// One object on one line.
  public var json: String {
    var json = JSONBytes()
    json.object { json in
      json.string("film", film)
      json.string("profile", profile)
      json.integer("jobs", jobs)
      json.integer("cores", cores)
      json.array("qualities") { json in
        for row in rows {
          json.object { json in
            json.string("quality", row.quality)
            json.decimal("wall_seconds", row.wallSeconds)
            if let ratio = ratio(row) { json.decimal("ratio_to_medium", ratio) }
            json.decimal("cpu_seconds", row.cpuSeconds)
            json.integer("memory_bytes", Int(row.peakMemory))
            json.integer("bytes", Int(row.bytes))
            json.decimal("film_seconds", row.filmSeconds)
            json.decimal("kilobits_per_second", row.kilobitsPerSecond, digits: 1)
            if let similarity = row.similarity {
              json.decimal("ssim_luma", similarity.luma, digits: 6)
              json.decimal("ssim", similarity.all, digits: 6)
            }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
