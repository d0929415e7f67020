import Testing

@testable import BuildReports

@Suite("The report's page")
struct ReportPageTests {
  private func page(_ report: BuildReport) -> String {
    String(decoding: ReportPage.html(report), as: UTF8.self)
  }

  /// The tags of a page in order, without those of a script's or style's content.
  private func tags(_ html: String) -> [String] {
    var tags: [String] = []
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      guard let close = rest[open...].firstIndex(of: ">") else {
        tags.append("<")
        break
      }
      let tag = String(rest[rest.index(after: open)..<close])
      tags.append(tag)
      rest = rest[rest.index(after: close)...]
      for name in ["script", "style"] where tag == name || tag.hasPrefix(name + " ") {
        guard let end = rest.firstRange(of: "</\(name)>") else { continue }
        rest = rest[end.lowerBound...]
      }
    }
    return tags
  }

  @Test("Every tag that is opened is closed, in order")
  func wellFormed() {
    let empty: Set<String> = ["!DOCTYPE", "meta", "br"]
    var open: [String] = []
    for tag in tags(page(SampleBuild.report())) {
      let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" })
      if tag.hasPrefix("/") {
        #expect(open.popLast() == name)
      } else if !tag.hasSuffix("/") && !empty.contains(name) {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test("What comes from outside is text, wherever it stands")
  func escaping() throws {
    var report = SampleBuild.report()
    let evil = #"</script><img src=x onerror="alert('1')">&amp;"#
    report.setting.recipes = [evil]
    report.setting.profile = evil
    report.setting.started = evil
    report.setting.program = evil
    report.warnings = [evil]
    report.failures = [
      .init(name: evil, stage: evil, code: evil, message: evil, detail: evil + "\u{0}")
    ]
    report.outputs = [evil]
    for index in report.nodes.indices {
      report.nodes[index].name = evil
      report.nodes[index].stage = evil
      report.nodes[index].reason = evil
      report.nodes[index].changes = [evil]
    }
    report.steps[0].name = evil
    for index in report.lostAttempts.indices { report.lostAttempts[index].cause = evil }
    for index in report.alerts.indices { report.alerts[index].name = evil }
    report.criticalPath = CriticalPath(of: report.nodes)
    let html = page(report)
    #expect(!html.contains("<img"))
    #expect(!html.contains("\u{0}"))
    // One end for each of the two scripts, and none from outside.
    #expect(html.split(separator: "</script>", omittingEmptySubsequences: false).count == 3)
    #expect(html.contains("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)"))
  }

  @Test("The page needs nothing from elsewhere")
  func selfContained() {
    let html = page(SampleBuild.report())
    for mark in ["http:", "https:", "src=", "href=", "url(", "@import"] {
      #expect(!html.contains(mark), "\(mark)")
    }
    #expect(html.contains("prefers-color-scheme:dark"))
  }

  @Test("Bars: one for each stage that ran or failed, none for what was found")
  func bars() {
    var report = SampleBuild.report()
    report.nodes[2].state = .failed
    let html = page(report)
    #expect(html.contains("<rect class=\"k0 c\""))
    #expect(html.contains("<rect class=\"f c\""))
    #expect(html.contains("<rect class=\"l\""))
    #expect(html.split(separator: "<rect").count - 1 == 3)
    #expect(html.contains("1 cached, not drawn"))
  }

  @Test("A page of nothing, and of a build that did nothing")
  func empty() {
    #expect(page(BuildReport()).contains("up to date"))
    var report = BuildReport()
    report.hits = 10
    report.totalSeconds = 0.01
    let html = page(report)
    #expect(html.contains("100 %"))
    #expect(!html.contains("<svg"))
  }

  @Test("A page of 5,000 stages stays under 3 MB")
  func large() {
    var report = SampleBuild.chain((0..<5000).map { 0.01 * Double($0 % 17 + 1) })
    for index in report.nodes.indices {
      report.nodes[index].name = "a scene with a long name \(index)/body.\(index)"
      report.nodes[index].lane = index % 8
      report.nodes[index].reason = "input.0.clip: 9f86d081884c is now 1b2e3c4d5e6f"
    }
    #expect(ReportPage.html(report).count < 3_000_000)
  }
}
