internal import CCrypto

/// An SHA-256 computation that takes its input in pieces.
///
/// One object serves any number of digests, one after another: ``finish()`` makes it ready for the
/// next. Not for use by two threads at once.
///
/// The corresponding C functions are OpenSSL's `SHA256_Init`, `SHA256_Update` and `SHA256_Final`.
public final class SHA256 {
  private var state = SHA256_CTX()

  public init() { start() }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    let status = SHA256_Update(&state, bytes.baseAddress, bytes.count)
    precondition(status == 1, "SHA256_Update cannot fail")
  }

  public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public func update(_ digest: Digest) { digest.withUnsafeBytes { update($0) } }

  /// Ends the computation and starts an empty one.
  public func finish() -> Digest {
    let digest = withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) {
      buffer in
      let status = SHA256_Final(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &state)
      precondition(status == 1, "SHA256_Final cannot fail")
      return Digest(bytes: UnsafeRawBufferPointer(buffer))
    }
    start()
    return digest
  }

  /// The digest of bytes that are all at hand.
  public static func digest(of bytes: [UInt8]) -> Digest {
    let hasher = SHA256()
    hasher.update(bytes)
    return hasher.finish()
  }

  private func start() {
    let status = SHA256_Init(&state)
    precondition(status == 1, "SHA256_Init cannot fail")
  }
}
