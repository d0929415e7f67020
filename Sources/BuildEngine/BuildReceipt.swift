internal import ArtifactStore
internal import BuildGraph

/// What is left of a build that ended with everything up to date: enough to see at once that it
/// still is.
///
/// It is kept in the store as a memo whose witnesses are all files that the build read. It holds
/// as long as these are what they were, the outputs are in their places, the worker's libraries
/// are the same, no other build of the project came between, no results
/// were deleted, and the day has not changed: once a
/// day a whole look notes what is in use. Whatever else could change the answer is in the
/// request's digest. It is never needed: without it the build looks at each node.
struct BuildReceipt: Equatable {
  struct Target: Equatable {
    var path: String
    var digest: Digest
    var size: Int64
  }

  /// The number of nodes that the targets stand on.
  var stages: Int
  var targets: [Target]
  /// What stands for the libraries that keys were made with.
  var toolchain: Digest
  /// What stands for all keys: see ``ArtifactStore/lastBuild(project:)``.
  var signature: Digest
  /// See ``ArtifactStore/generation()``.
  var generation: UInt64
  /// ``ArtifactStore/today`` when it was written.
  var day: Int64

  static func memoName(_ request: BuildRequest) -> String { "receipt\0\(request.digest.hex)" }
}

extension BuildReceipt {
  /// One line a field, in the form of keys.
  var bytes: [UInt8] {
    var encoder = FieldEncoder()
    encoder.field("receipt", 1)
    encoder.field("stages", stages)
    encoder.field("toolchain", toolchain)
    encoder.field("signature", signature)
    encoder.field("generation", String(generation))
    encoder.field("day", Int(day))
    for target in targets {
      encoder.field("path", target.path)
      encoder.field("digest", target.digest)
      encoder.field("size", Int(target.size))
    }
    return encoder.bytes
  }

  /// - Returns: `nil` for anything that ``bytes`` did not write.
  init?(bytes: [UInt8]) {
    var fields = KeyText(bytes: bytes).fields[...]
    func take(_ name: String) -> String? {
      guard let field = fields.first, field.name == name else { return nil }
      fields.removeFirst()
      return field.value
    }
    guard take("receipt") == "1", let stages = take("stages").flatMap({ Int($0) }),
      let toolchain = take("toolchain").flatMap(Digest.init(hex:)),
      let signature = take("signature").flatMap(Digest.init(hex:)),
      let generation = take("generation").flatMap({ UInt64($0) }),
      let day = take("day").flatMap({ Int64($0) })
    else { return nil }
    var targets: [Target] = []
    while !fields.isEmpty {
      guard let path = take("path"), let digest = take("digest").flatMap(Digest.init(hex:)),
        let size = take("size").flatMap({ Int64($0) })
      else { return nil }
      targets.append(Target(path: path, digest: digest, size: size))
    }
    self.init(
      stages: stages, targets: targets, toolchain: toolchain, signature: signature,
      generation: generation, day: day)
  }
}
