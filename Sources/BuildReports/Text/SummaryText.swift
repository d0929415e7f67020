public import BuildEngine
internal import WorkerProtocol

/// What displays say in a sentence.
public enum SummaryText {
  /// What people want to know: what was made, how much of it was work, how long it took, where
  /// it is.
  ///
  /// - Parameter name: Shortens a path for display.
  public static func line(_ summary: BuildSummary, name: (String) -> String = { $0 }) -> String {
    var parts: [String] = []
    let videos = summary.outputs.count { isOne(of: videoEndings, $0.path) }
    let sounds = summary.outputs.count { isOne(of: soundEndings, $0.path) }
    switch summary.status {
    case .succeeded:
      if videos > 0 || sounds == 0 { parts.append("\(videos) video\(videos == 1 ? "" : "s")") }
      if sounds > 0 { parts.append("\(sounds) sound file\(sounds == 1 ? "" : "s")") }
    case .failed: parts.append("failed")
    case .interrupted: parts.append("interrupted")
    }
    var stages =
      "\(summary.stages) stage\(summary.stages == 1 ? "" : "s"): \(summary.ran) ran, \(summary.cached) cached"
    if summary.failed > 0 { stages += ", \(summary.failed) failed" }
    parts.append(stages)
    parts.append(HumanUnits.duration(summary.seconds))
    parts += summary.outputs.filter { isOne(of: videoEndings + soundEndings, $0.path) }
      .map { name($0.path) }
    return parts.joined(separator: " · ")
  }

  /// The endings of what people wait for. Files beside a film, such as captions, are not named.
  private static let videoEndings = [".mp4", ".mov", ".mkv", ".webm", ".gif"]
  private static let soundEndings = [".m4a", ".mp3", ".opus", ".ogg", ".flac", ".wav"]

  private static func isOne(of endings: [String], _ path: String) -> Bool {
    endings.contains { path.hasSuffix($0) }
  }

  /// An attempt that failed and is repeated.
  ///
  /// - Parameter delay: Seconds until then.
  static func retry(_ label: String, attempt: Int, cause: String, delay: Double) -> String {
    let cause = cause.hasSuffix(".") ? String(cause.dropLast()) : cause
    return "\(label): \(cause); attempt \(attempt) failed, trying again in "
      + HumanUnits.duration(delay)
  }

  /// A failure: the node, what happened, and the library's own words below.
  public static func failure(_ failure: BuildFailure) -> String {
    var text = "\(failure.label): \(failure.error.message)"
    if let detail = failure.error.detail, !detail.isEmpty {
      for line in detail.split(separator: "\n") { text += "\n    \(line)" }
    }
    return text
  }
}
