import ArtifactStore

/// What a command wants with a store.
enum StoreUse {
  /// To put results there: one is made if there is none.
  case make
  /// To ask it something. Where there is none, the answer is that of an empty one, and none is
  /// made.
  case ask
  /// The one that the command has open.
  case given(ArtifactStore)

  func open(path: String) throws(StoreError) -> ArtifactStore {
    switch self {
    case .make: return try ArtifactStore(path: path)
    case .ask:
      if ArtifactStore.isVacant(path) { return try ArtifactStore.temporary() }
      let store = try ArtifactStore(path: path, creating: false)
      if let moved = store.damagedIndex {
        Console.note(
          "warning: the store's index was damaged or of another version and was moved to \(moved)")
      }
      return store
    case .given(let store): return store
    }
  }
}
