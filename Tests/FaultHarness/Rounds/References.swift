import Synchronization

/// The references of all films, each made when it is first asked for.
final class References: Sendable {
  private let folder: String
  private let programs: Programs
  private let known = Mutex<[String: Reference]>([:])

  init(folder: String, programs: Programs) {
    self.folder = folder
    self.programs = programs
  }

  func reference(_ film: Film, state: Int) throws -> Reference {
    let name = "\(film.name)-\(state)"
    return try known.withLock { known in
      if let reference = known[name] { return reference }
      let reference = try Reference(
        film: film, state: state, folder: "\(folder)/\(name)", programs: programs)
      known[name] = reference
      return reference
    }
  }

  /// What every stage that any reference ran gives, by its key.
  var truth: [String: [String]] {
    known.withLock { known in
      known.values.reduce(into: [:]) { $0.merge($1.results) { first, _ in first } }
    }
  }
}
