internal import BuildGraph

/// Durations and sizes as people read them.
public enum HumanUnits {
  /// `0.04 s`, `1.8 s`, `23 s`, `2 min 5 s`, `1 h 3 min`.
  public static func duration(_ seconds: Double) -> String {
    let seconds = seconds.isFinite ? min(max(seconds, 0), 1e15) : 0
    if seconds < 0.095 { return JSONText.fixed(seconds, digits: 2) + " s" }
    if seconds < 9.95 { return JSONText.fixed(seconds, digits: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// `0:05`, `12:40`, `1:02:03`: for a display that changes all the time.
  public static func clock(_ seconds: Double) -> String {
    let whole = Int(max(seconds, 0).rounded(.up))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60))" }
    return "\(whole / 3600):\(two(whole % 3600 / 60)):\(two(whole % 60))"
  }

  /// Bytes in powers of 1000, as disks are sold: `512 B`, `1.4 MB`, `12 GB`.
  public static func bytes(_ count: Int64) -> String {
    var value = Double(count)
    if value < 1000 { return "\(count) B" }
    for unit in ["kB", "MB", "GB"] {
      value /= 1000
      if value < 999.5 || unit == "GB" {
        return (value < 9.95 ? JSONText.fixed(value, digits: 1) : String(Int(value.rounded())))
          + " \(unit)"
      }
    }
    return "\(count) B"
  }
}
