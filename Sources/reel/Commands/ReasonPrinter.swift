import BuildEngine

/// Says for each stage that starts why it has to run: `build --explain`.
final class ReasonPrinter: BuildObserver {
  func receive(_ event: BuildEvent, at seconds: Double) {
    if case .nodeStarted(let start) = event {
      Console.note("\(start.stage) \(start.label): \(start.reason)")
    }
  }
}
