import ArtifactStore
import BuildGraph
import Glibc

/// Looks at a store's files without the program's help.
struct StoreOracle {
  var store: String

  /// All artifacts, as paths, sorted.
  var artifacts: [String] {
    Files.names(in: "\(store)/cas").flatMap { folder in
      Files.names(in: "\(store)/cas/\(folder)").map { "\(store)/cas/\(folder)/\($0)" }
    }
  }

  /// What is wrong with the artifacts, one sentence each.
  ///
  /// - Parameter known: Paths of artifacts whose damage is the fault's own.
  func wrongArtifacts(except known: Set<String>) -> [String] {
    artifacts.compactMap { path in
      if known.contains(path) { return nil }
      let parts = path.split(separator: "/").suffix(2).map(String.init)
      guard parts[1].count == 64, parts[1].hasPrefix(parts[0]) else {
        return "\(path) is no artifact's name"
      }
      guard let status = Files.status(path), status.st_mode & S_IFMT == S_IFREG else {
        return "\(path) is no file"
      }
      if status.st_mode & 0o222 != 0 { return "\(path) can be written" }
      guard let bytes = try? Files.read(path) else { return "\(path) cannot be read" }
      return SHA256.digest(of: bytes).hex == parts[1]
        ? nil : "\(path) has other bytes than its name"
    }
  }

  /// What is in the store's folder that nobody put there on purpose.
  var strayFiles: [String] {
    let own: Set<String> = [
      "format", "lock", "open.lock", "cas", "index", "index.damaged", "tmp", "quarantine",
      "reports",
    ]
    return Files.names(in: store).filter { !own.contains($0) }
      + Files.names(in: "\(store)/tmp").map { "tmp/\($0)" }
      + Files.names(in: "\(store)/index").map { "index/\($0)" }
      .filter { !["index/data.mdb", "index/lock.mdb", "index/seal"].contains($0) }
  }

  /// Compares the records of the index with what undisturbed builds made of the same keys.
  ///
  /// This opens the store, and so puts right what opening puts right: ask for it last.
  ///
  /// - Parameter truth: The digests of the outputs, by key.
  func wrongRecords(truth: [String: [String]]) throws -> [String] {
    let store = try ArtifactStore(path: store)
    return try truth.compactMap { key, outputs -> String? in
      guard let digest = Digest(hex: key), let result = try store.result(for: digest) else {
        return nil
      }
      let found = result.outputs.map(\.digest.hex)
      return found == outputs ? nil : "the record of \(key) names \(found), not \(outputs)"
    }
  }
}
