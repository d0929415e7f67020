public import BuildEngine

/// Tells several observers the same.
public final class ObserverGroup: BuildObserver {
  private let members: [any BuildObserver]

  public init(_ members: [any BuildObserver]) { self.members = members }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    for member in members { member.receive(event, at: seconds) }
  }

  public var tickInterval: Double? { members.compactMap(\.tickInterval).min() }

  public var sampleInterval: Double? { members.compactMap(\.sampleInterval).min() }

  public func tick(at seconds: Double) {
    for member in members where member.tickInterval != nil { member.tick(at: seconds) }
  }
}
