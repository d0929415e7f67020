/// What could be done about something that a report shows.
public struct Advice: Hashable, Sendable {
  /// The rule's name, as docs/reports.md lists it.
  public var rule: String
  /// What was measured.
  public var finding: String
  public var action: String

  public init(rule: String, finding: String, action: String) {
    self.rule = rule
    self.finding = finding
    self.action = action
  }
}
