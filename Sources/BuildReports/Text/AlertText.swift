public import BuildEngine
internal import BuildGraph

/// Alerts, for people.
public enum AlertText {
  /// `takes 31 s, more than 30 s`.
  public static func predicate(
    _ kind: BuildAlert.Kind, value: Double, bound: Double
  ) -> String {
    switch kind {
    case .stepSeconds:
      "takes \(HumanUnits.duration(value)), the bound being \(number(bound)) s"
    case .memory: "needs \(number(value)) MB of memory, the bound being \(number(bound)) MB"
    case .processor:
      "keeps \(number(value)) % of the processors busy, the bound being \(number(bound)) %"
    }
  }

  /// The stage, its node and what it does.
  public static func sentence(_ alert: BuildAlert) -> String {
    "\(alert.stage) \(alert.label) "
      + predicate(alert.kind, value: alert.value, bound: alert.bound)
  }

  private static func number(_ value: Double) -> String {
    let text = JSONText.fixed(value, digits: value < 10 ? 1 : 0)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
