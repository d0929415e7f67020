internal import BuildGraph

/// The top of the page: what was built, what went wrong, the headline figures, advice.
enum PageHead {
  static func write(_ content: PageContent, to page: inout HTMLText) {
    let setting = content.report.setting
    page.raw("<header>\n")
    page.element("<h1>", content.title, " ")
    let isGood = content.report.status == .succeeded
    page.element(
      "<span class=\"badge \(isGood ? "good" : "bad")\">",
      isGood && content.spans.isEmpty ? "up to date" : ReportText.word(content.report.status),
      "</span></h1>\n")
    var facts: [String] = []
    if !setting.started.isEmpty {
      facts.append(setting.started.replacing("T", with: " ").replacing("Z", with: " UTC"))
    }
    if !setting.profile.isEmpty { facts.append("profile \(setting.profile)") }
    facts.append("\(setting.jobs) job\(setting.jobs == 1 ? "" : "s")")
    facts.append("\(setting.cores) core\(setting.cores == 1 ? "" : "s")")
    if setting.machineMemory > 0 { facts.append(HumanUnits.bytes(setting.machineMemory)) }
    if let cap = setting.memoryCap { facts.append("cap \(HumanUnits.bytes(cap))") }
    page.element("<p class=\"facts\">", facts.joined(separator: " · "), "</p>\n</header>\n")
  }

  static func writeNotes(_ content: PageContent, to page: inout HTMLText) {
    let report = content.report
    if report.failures.isEmpty && report.warnings.isEmpty && report.alerts.isEmpty
      && report.lostAttempts.isEmpty
    {
      return
    }
    page.raw("<section class=\"notes\">\n")
    for failure in report.failures {
      page.raw("<div class=\"note bad\"><b>failed</b> <code>")
      page.text(failure.name)
      page.element("</code> ", failure.message, "")
      if let detail = failure.detail, !detail.isEmpty { page.element("<pre>", detail, "</pre>") }
      page.raw("</div>\n")
    }
    writeList("warning", report.warnings, to: &page)
    writeList(
      "alert",
      report.alerts.map { alert in
        "\(alert.stage) \(alert.name) "
          + AlertText.predicate(alert.kind, value: alert.value, bound: alert.bound)
          + " (\(HumanUnits.clock(alert.at)) into the build)"
      }, to: &page)
    writeList(
      "retried", report.lostAttempts.map { "\($0.name), attempt \($0.attempt): \($0.cause)" },
      to: &page)
    page.raw("</section>\n")
  }

  private static let noteLimit = 12

  private static func writeList(_ kind: String, _ texts: [String], to page: inout HTMLText) {
    for text in texts.prefix(noteLimit) {
      page.raw("<div class=\"note warn\"><b>\(kind)</b> ")
      page.element("", text, "</div>\n")
    }
    if texts.count > noteLimit {
      page.raw(
        "<div class=\"note warn\">and \(texts.count - noteLimit) more of kind \(kind)</div>\n")
    }
  }

  static func writeFigures(_ content: PageContent, to page: inout HTMLText) {
    let report = content.report
    page.raw("<section class=\"figures\">\n")
    func figure(_ value: String, _ name: String, _ detail: String) {
      page.element("<div><strong>", value, "</strong>")
      page.element("<span>", name, "</span>")
      page.element("<small>", detail, "</small></div>\n")
    }
    var film = ""
    if let seconds = report.filmSeconds, report.totalSeconds > 0, report.misses > 0 {
      film =
        "\(HumanUnits.duration(seconds)) of film, "
        + "\(JSONText.fixed(seconds / report.totalSeconds, digits: 1)) × real time"
    }
    figure(HumanUnits.duration(report.totalSeconds), "wall time", film)
    let failed = report.nodes.count { $0.state == .failed }
    figure(
      "\(report.misses - failed)", "stages ran",
      failed > 0
        ? "\(failed) failed, \(report.hits) cached"
        : "\(report.hits) of \(report.hits + report.misses) cached")
    if let rate = report.hitRate {
      figure(ReportText.percent(rate), "hit rate", "results found in the store")
    }
    if report.misses > 0 {
      figure(
        "\(JSONText.fixed(report.parallelSpeedup, digits: 2)) ×", "parallel speed-up",
        "of \(report.setting.jobs) at most, \(HumanUnits.duration(report.stageSeconds)) of work")
      figure(
        HumanUnits.duration(report.criticalPath.seconds), "critical path",
        share(report.criticalPath.seconds, report.totalSeconds) + " of the wall time")
      figure(
        HumanUnits.duration(report.cpuSeconds), "processor time",
        share(report.cpuSeconds, report.totalSeconds * Double(report.setting.cores))
          + " of \(report.setting.cores) cores")
      let memory = report.peakTotalMemory ?? report.peakMemory
      figure(
        HumanUnits.bytes(memory), "peak memory",
        report.peakTotalMemory == nil
          ? "of one stage" : "largest stage \(HumanUnits.bytes(report.peakMemory))")
    }
    page.raw("</section>\n")
  }

  static func writeAdvice(_ content: PageContent, to page: inout HTMLText) {
    let advice = Advisor.advice(on: content.report)
    page.raw("<section>\n<h2>What to do next</h2>\n")
    if advice.isEmpty {
      page.raw("<p class=\"quiet\">Nothing to advise: no rule found anything to gain.</p>\n")
    }
    for item in advice {
      page.element("<div class=\"advice\"><p>", item.finding, "</p>")
      page.element("<p class=\"action\">", item.action, "</p></div>\n")
    }
    page.raw("</section>\n")
  }

  static func share(_ part: Double, _ whole: Double) -> String {
    whole > 0 ? JSONText.fixed(part / whole * 100, digits: 0) + " %" : "0 %"
  }
}
