/// A report as one HTML file that needs nothing else: style, script and pictures are in it.
public enum ReportPage {
  /// The whole file.
  public static func html(_ report: BuildReport) -> [UInt8] {
    let content = PageContent(report)
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.element("<title>", "\(content.title): build report", "</title>\n")
    page.raw("<style>\(PageStyle.css)</style>\n</head>\n<body>\n")
    PageHead.write(content, to: &page)
    PageHead.writeNotes(content, to: &page)
    PageHead.writeFigures(content, to: &page)
    PageHead.writeAdvice(content, to: &page)
    PageTimeline.write(content, to: &page)
    PageTables.writePath(content, to: &page)
    PageTables.writeStages(content, to: &page)
    PageTables.writeSlowest(content, to: &page)
    PageTables.writeReasons(content, to: &page)
    PageTables.writeOutputs(content, to: &page)
    page.element(
      "<footer>", "\(report.setting.program) · build report, format \(BuildReport.format)",
      "</footer>\n")
    page.raw("<script>\(PageScript.source)</script>\n</body>\n</html>\n")
    return page.bytes
  }
}
