/// Something that goes wrong, and what may be asked for afterwards.
///
/// A new fault is a type of its own and a line in ``FaultList``.
protocol Fault: Sendable {
  /// What `--fault` and the table call it.
  var name: String { get }
  /// How often it comes, against the others.
  var weight: Int { get }
  /// The states of the store that it makes sense in.
  var starts: [Start] { get }
  /// The films that it makes sense with.
  var films: [Film] { get }
  /// Whether it takes artifacts or records away, so that finished work may be done again.
  var destroysWork: Bool { get }

  /// Why it cannot be tried on this machine, or `nil`.
  func obstacle(_ programs: Programs) -> String?

  /// Puts the store where the fault wants it. The round's start is made after this.
  func prepare(_ round: Round) throws

  /// Lets it happen, around builds that it starts itself, and checks them.
  func strike(_ round: Round) throws

  /// Takes back what would be in the way of the builds that follow.
  func relent(_ round: Round)

  /// Removes what the harness's own clean-up cannot.
  func cleanUp(_ round: Round)
}

extension Fault {
  var weight: Int { 4 }
  var starts: [Start] { Start.allCases }
  var films: [Film] { FilmList.all }
  var destroysWork: Bool { false }
  func obstacle(_ programs: Programs) -> String? { nil }
  func prepare(_ round: Round) throws {}
  func relent(_ round: Round) {}
  func cleanUp(_ round: Round) {}
}
