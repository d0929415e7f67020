internal import BuildGraph

/// The tables of the page.
enum PageTables {
  private static let rowLimit = 25

  static func writeStages(_ content: PageContent, to page: inout HTMLText) {
    let steps = content.report.steps.sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    if steps.isEmpty { return }
    page.raw("<section>\n<h2>Kinds of stages</h2>\n<div class=\"scroll\"><table>\n<thead><tr>")
    page.raw("<th>stage</th><th class=\"n\">ran</th><th class=\"n\">cached</th>")
    page.raw("<th class=\"n\">hit rate</th><th class=\"n\">time</th><th class=\"n x\">cpu</th>")
    page.raw("<th class=\"n\">peak memory</th></tr></thead>\n<tbody>\n")
    for step in steps {
      page.raw("<tr><td class=\"s\">")
      if step.ran + step.failed > 0 {
        page.raw("<i class=\"k\(content.color(step.name))\"></i>")
      }
      page.element("", step.name, "</td>")
      let failed = step.failed > 0 ? ", \(step.failed) failed" : ""
      cell("\(step.ran)\(failed)", to: &page)
      cell("\(step.cached)", to: &page)
      let rate = step.hitRate ?? 0
      page.raw("<td class=\"n\"><span class=\"meter\"><b style=\"width:\(Int(rate * 100))%\"></b>")
      page.element("</span>", ReportText.percent(rate), "</td>")
      cell(step.ran > 0 ? HumanUnits.duration(step.seconds) : "", to: &page)
      page.element(
        "<td class=\"n x\">", step.ran > 0 ? HumanUnits.duration(step.cpuSeconds) : "", "</td>")
      cell(step.ran > 0 ? HumanUnits.bytes(step.peakMemory) : "", to: &page)
      page.raw("</tr>\n")
    }
    page.raw("</tbody></table></div>\n</section>\n")
  }

  static func writePath(_ content: PageContent, to page: inout HTMLText) {
    let path = content.report.criticalPath.ids.compactMap { content.nodeByID[$0] }
    guard path.count > 1 else { return }
    page.raw("<section>\n<h2>Critical path</h2>\n<p class=\"quiet\">")
    page.text(
      "Each of these waited for the one before. With any number of jobs, the build would have "
        + "taken at least \(HumanUnits.duration(content.report.criticalPath.seconds)).")
    page.raw("</p>\n")
    writeNodes(Array(path.prefix(rowLimit)), content, withReason: false, to: &page)
    if path.count > rowLimit {
      page.raw("<p class=\"quiet\">and \(path.count - rowLimit) more</p>\n")
    }
    page.raw("</section>\n")
  }

  static func writeSlowest(_ content: PageContent, to page: inout HTMLText) {
    guard content.spans.count > 1 else { return }
    let slowest = content.spans.sorted { $0.seconds > $1.seconds }.prefix(rowLimit)
    page.raw("<section>\n<h2>Slowest stages, and why they ran</h2>\n")
    writeNodes(Array(slowest), content, withReason: true, to: &page)
    page.raw("</section>\n")
  }

  /// Why stages ran, counted: which fields of keys changed, and in how many.
  static func writeReasons(_ content: PageContent, to page: inout HTMLText) {
    var counts: [String: (count: Int, seconds: Double)] = [:]
    for node in content.spans {
      let reason =
        node.changes.isEmpty
        ? node.reason ?? "could not start" : "changed: " + node.changes.joined(separator: ", ")
      counts[reason, default: (0, 0)].count += 1
      counts[reason, default: (0, 0)].seconds += node.seconds
    }
    guard !counts.isEmpty else { return }
    page.raw("<section>\n<h2>Why stages ran</h2>\n<div class=\"scroll\"><table>\n<thead><tr>")
    page.raw(
      "<th>reason</th><th class=\"n\">stages</th><th class=\"n\">time</th></tr></thead>\n<tbody>\n")
    let sorted = counts.sorted { ($1.value.seconds, $0.key) < ($0.value.seconds, $1.key) }
    for (reason, value) in sorted.prefix(rowLimit) {
      page.element("<tr><td class=\"why\">", reason, "</td>")
      cell("\(value.count)", to: &page)
      cell(HumanUnits.duration(value.seconds), to: &page)
      page.raw("</tr>\n")
    }
    page.raw("</tbody></table></div>\n</section>\n")
  }

  static func writeOutputs(_ content: PageContent, to page: inout HTMLText) {
    guard !content.report.outputs.isEmpty else { return }
    page.raw("<section>\n<h2>Outputs</h2>\n<ul class=\"outputs\">\n")
    for output in content.report.outputs {
      page.element("<li><code>", output, "</code></li>\n")
    }
    page.raw("</ul>\n</section>\n")
  }

  private static func writeNodes(
    _ nodes: [BuildReport.Node], _ content: PageContent, withReason: Bool,
    to page: inout HTMLText
  ) {
    page.raw("<div class=\"scroll\"><table>\n<thead><tr><th class=\"n\">time</th><th>stage</th>")
    page.raw("<th>name</th>")
    page.raw(withReason ? "<th>why it ran</th>" : "<th class=\"n\">of wall time</th>")
    page.raw("</tr></thead>\n<tbody>\n")
    for node in nodes {
      page.raw("<tr>")
      cell(HumanUnits.duration(node.seconds), to: &page)
      page.raw(
        "<td class=\"s\"><i class=\"\(node.state == .failed ? "f" : "k\(content.color(node.stage))")\"></i>"
      )
      page.element("", node.stage, "</td>")
      page.element("<td class=\"id\">", node.name, "</td>")
      if withReason {
        page.element("<td class=\"why\">", node.reason ?? "", "</td>")
      } else {
        cell(PageHead.share(node.seconds, content.report.totalSeconds), to: &page)
      }
      page.raw("</tr>\n")
    }
    page.raw("</tbody></table></div>\n")
  }

  private static func cell(_ text: String, to page: inout HTMLText) {
    page.element("<td class=\"n\">", text, "</td>")
  }
}
