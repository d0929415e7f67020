/// What the parts of the page have in common.
struct PageContent {
  let report: BuildReport
  /// Nodes that ran or failed, by their start.
  let spans: [BuildReport.Node]
  let nodeByID: [Int: BuildReport.Node]
  let critical: Set<Int>
  /// Colours are dealt out to the kinds of stages that take longest.
  private let colors: [String: Int]

  static let colorCount = 8

  init(_ report: BuildReport) {
    self.report = report
    spans = report.nodes.filter { $0.state != .cached }.sorted { $0.start < $1.start }
    nodeByID = Dictionary(report.nodes.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    critical = Set(report.criticalPath.ids)
    let stages = report.steps.filter { $0.ran + $0.failed > 0 }
      .sorted { $0.seconds > $1.seconds }
    colors = Dictionary(
      stages.enumerated().map { ($1.name, min($0, Self.colorCount - 1)) },
      uniquingKeysWith: { a, _ in a })
  }

  var title: String {
    let recipes = report.setting.recipes
    guard let first = recipes.first else { return "build" }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    return recipes.count > 1 ? "\(name) and \(recipes.count - 1) more" : name
  }

  func color(_ stage: String) -> Int { colors[stage] ?? Self.colorCount - 1 }
}
