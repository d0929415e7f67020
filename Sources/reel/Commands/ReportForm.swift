import BuildReports

/// In which form a report is written: the ending of its path decides.
enum ReportForm {
  case json, page

  /// - Parameter path: `nil` and `-` are JSON.
  init(path: String?) throws(UsageError) {
    guard let path, path != "-" else {
      self = .json
      return
    }
    let ending = path.lowercased()
    if ending.hasSuffix(".json") {
      self = .json
    } else if ending.hasSuffix(".html") || ending.hasSuffix(".htm") {
      self = .page
    } else {
      throw UsageError(
        message: "a report is a .html or a .json file, not '\(path)'", command: BuildCommand.name)
    }
  }

  func bytes(of report: BuildReport) -> [UInt8] {
    switch self {
    case .json: report.json()
    case .page: ReportPage.html(report)
    }
  }
}
