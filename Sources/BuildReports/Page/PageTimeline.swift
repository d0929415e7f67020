internal import BuildGraph

/// The waterfall, and below it memory and processors over the same seconds.
enum PageTimeline {
  private static let width = 1096.0
  private static let left = 52.0
  private static let right = 12.0
  private static let axis = 22.0

  /// Where things are.
  private struct Scale {
    var seconds: Double
    var rowHeight: Double
    var rows: Int

    func x(_ time: Double) -> Double {
      left + min(max(time / seconds, 0), 1) * (width - left - right)
    }
    func y(_ lane: Int) -> Double { axis + Double(lane) * rowHeight }
    var bottom: Double { y(rows) }
  }

  static func write(_ content: PageContent, to page: inout HTMLText) {
    let report = content.report
    guard !content.spans.isEmpty, report.totalSeconds > 0 else { return }
    let lanes = (content.spans.map(\.lane) + report.lostAttempts.map(\.lane)).max() ?? 0
    let rows = lanes + 1
    let scale = Scale(
      seconds: report.totalSeconds, rowHeight: rows <= 12 ? 24 : rows <= 40 ? 12 : 5, rows: rows)
    page.raw("<section>\n<h2>When what ran</h2>\n")
    writeLegend(content, to: &page)
    page.raw("<div class=\"scroll timeline\">\n")
    page.raw(
      "<svg id=\"w\" width=\"\(Int(width))\" height=\"\(Int(scale.bottom) + 4)\" tabindex=\"0\" "
        + "role=\"img\" aria-label=\"Stages by job over time\">\n")
    writeAxis(scale, to: &page)
    writeBars(content, scale, to: &page)
    page.raw("</svg>\n")
    if report.samples.count > 1 {
      let memory = report.samples.map { Double($0.memory) }
      let cap = report.setting.memoryCap.map(Double.init)
      writeChart(
        "memory", memory, at: report.samples.map(\.at), limit: cap,
        note: "memory of all processes, at most \(HumanUnits.bytes(Int64(memory.max() ?? 0)))",
        scale, to: &page)
      let busy = report.samples.map(\.processors)
      writeChart(
        "cpu", busy, at: report.samples.map(\.at), limit: Double(report.setting.cores),
        note: "processors busy, at most \(JSONText.fixed(busy.max() ?? 0, digits: 1)) of "
          + "\(report.setting.cores)", scale, to: &page)
    }
    page.raw("</div>\n<div id=\"s\" class=\"detail\" aria-live=\"polite\">")
    page.raw("Point at a bar, or tap it, to see what it was.</div>\n")
    writeDetails(content, to: &page)
    page.raw("</section>\n")
  }

  private static func writeLegend(_ content: PageContent, to page: inout HTMLText) {
    page.raw("<p class=\"legend\">")
    let steps = content.report.steps.filter { $0.ran + $0.failed > 0 }
      .sorted { $0.seconds > $1.seconds }
    for step in steps.prefix(PageContent.colorCount - 1) {
      page.element("<span><i class=\"k\(content.color(step.name))\"></i>", step.name, "</span>")
    }
    if steps.count >= PageContent.colorCount {
      page.raw("<span><i class=\"k\(PageContent.colorCount - 1)\"></i>other</span>")
    }
    page.raw("<span><i class=\"crit\"></i>critical path</span>")
    if content.spans.contains(where: { $0.state == .failed }) {
      page.raw("<span><i class=\"f\"></i>failed</span>")
    }
    if !content.report.lostAttempts.isEmpty {
      page.raw("<span><i class=\"l\"></i>attempt lost</span>")
    }
    if content.report.hits > 0 {
      page.raw("<span class=\"quiet\">\(content.report.hits) cached, not drawn</span>")
    }
    page.raw("</p>\n")
  }

  private static func writeAxis(_ scale: Scale, to page: inout HTMLText) {
    let steps = [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300,
      600, 900, 1800, 3600, 7200,
    ]
    let step = steps.first { scale.seconds / $0 <= 10 } ?? scale.seconds / 8
    var tick = 0.0
    while tick <= scale.seconds {
      let x = scale.x(tick)
      page.raw("<line class=\"grid\" x1=\"")
      page.coordinate(x)
      page.raw("\" x2=\"")
      page.coordinate(x)
      page.raw("\" y1=\"16\" y2=\"")
      page.coordinate(scale.bottom)
      page.raw("\"/><text class=\"tick\" x=\"")
      page.coordinate(x)
      page.raw("\" y=\"12\"\(x > width - 40 ? " text-anchor=\"end\"" : "")>")
      page.raw(
        "\(step < 1 ? JSONText.fixed(tick, digits: step < 0.1 ? 2 : 1) + " s" : label(tick))")
      page.raw("</text>\n")
      tick += step
    }
    guard scale.rowHeight >= 12 else { return }
    for lane in 0..<scale.rows {
      page.raw("<text class=\"lane\" x=\"0\" y=\"")
      page.coordinate(scale.y(lane) + scale.rowHeight / 2 + 4)
      page.raw("\">job \(lane + 1)</text>\n")
    }
  }

  private static func label(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    return HumanUnits.clock(Double(whole))
  }

  private static func writeBars(
    _ content: PageContent, _ scale: Scale, to page: inout HTMLText
  ) {
    let height = scale.rowHeight - (scale.rowHeight > 10 ? 4 : 1)
    func bar(_ kind: String, _ start: Double, _ end: Double, _ lane: Int) {
      page.raw("<rect class=\"\(kind)\" x=\"")
      page.coordinate(scale.x(start))
      page.raw("\" y=\"")
      page.coordinate(scale.y(lane))
      page.raw("\" width=\"")
      // What failed is to be found even if it failed at once.
      page.coordinate(max(scale.x(end) - scale.x(start) - 0.3, kind.hasPrefix("f") ? 3 : 0.6))
      page.raw("\" height=\"")
      page.coordinate(height)
      page.raw("\"/>\n")
    }
    for lost in content.report.lostAttempts { bar("l", lost.start, lost.end, lost.lane) }
    page.raw("<g id=\"g\">")
    for node in content.spans {
      let critical = content.critical.contains(node.id) ? " c" : ""
      let kind = node.state == .failed ? "f" : "k\(content.color(node.stage))"
      bar(kind + critical, node.start, node.end, node.lane)
    }
    page.raw("</g>\n")
    guard scale.rowHeight > 20 else { return }
    for node in content.spans {
      let room = Int((scale.x(node.end) - scale.x(node.start) - 10) / 6.4)
      guard room >= 5 else { continue }
      page.raw("<text class=\"name\" x=\"")
      page.coordinate(scale.x(node.start) + 5)
      page.raw("\" y=\"")
      page.coordinate(scale.y(node.lane) + height / 2 + 4)
      page.element("\">", TextTable.cut(node.name, to: room), "</text>\n")
    }
  }

  private static func writeChart(
    _ kind: String, _ values: [Double], at times: [Double], limit: Double?, note: String,
    _ scale: Scale, to page: inout HTMLText
  ) {
    let height = 64.0
    let peak = values.max() ?? 0
    // The limit is drawn where it does not make a flat line of the rest.
    let isNear = limit.map { $0 <= 2.5 * peak } ?? false
    let top = max(peak, isNear ? limit ?? 0 : 0, 0.000_1) * 1.08
    func y(_ value: Double) -> Double { 18 + (1 - value / top) * (height - 18) }
    page.raw(
      "<svg class=\"chart\" width=\"\(Int(width))\" height=\"\(Int(height) + 2)\" role=\"img\">")
    page.raw("<polygon class=\"\(kind)\" points=\"")
    page.coordinate(scale.x(times[0]))
    page.raw(",")
    page.coordinate(height)
    for (time, value) in zip(times, values) {
      page.raw(" ")
      page.coordinate(scale.x(time))
      page.raw(",")
      page.coordinate(y(value))
    }
    page.raw(" ")
    page.coordinate(scale.x(times[times.count - 1]))
    page.raw(",")
    page.coordinate(height)
    page.raw("\"/>")
    if isNear, let limit {
      page.raw("<line class=\"limit\" x1=\"\(Int(left))\" x2=\"\(Int(width - right))\" y1=\"")
      page.coordinate(y(limit))
      page.raw("\" y2=\"")
      page.coordinate(y(limit))
      page.raw("\"/>")
    }
    page.raw(
      "<line class=\"base\" x1=\"\(Int(left))\" x2=\"\(Int(width - right))\" y1=\"\(Int(height))\"")
    page.raw(" y2=\"\(Int(height))\"/>")
    page.element("<text class=\"note\" x=\"\(Int(left))\" y=\"12\">", note, "</text></svg>\n")
  }

  /// What the script shows of a bar, in the order of the bars.
  private static func writeDetails(_ content: PageContent, to page: inout HTMLText) {
    var json = JSONBytes()
    json.array { json in
      for node in content.spans {
        json.array { json in
          json.string(node.name)
          json.string(node.stage)
          json.string(
            "\(node.state.rawValue) in \(HumanUnits.duration(node.seconds)), from "
              + "\(JSONText.fixed(node.start, digits: 1)) s on · cpu "
              + "\(HumanUnits.duration(node.cpuSeconds)) · "
              + HumanUnits.bytes(node.peakMemory)
              + (node.attempts > 1 ? " · attempt \(node.attempts)" : "")
              + (content.critical.contains(node.id) ? " · on the critical path" : ""))
          json.string(node.reason ?? "")
        }
      }
    }
    page.raw("<script type=\"application/json\" id=\"d\">")
    page.raw(json.bytes)
    page.raw("</script>\n")
  }
}
