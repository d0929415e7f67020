internal import CCrypto

/// An SHA-256 computation that takes its input in pieces.
///
/// One context serves any number of digests, one after another: ``finish()`` makes it ready for
/// the next, because creating a context costs more than hashing a small key. Not for use by two
/// threads at once.
///
/// The corresponding C functions are OpenSSL's `EVP_DigestInit_ex2`, `EVP_DigestUpdate` and
/// `EVP_DigestFinal_ex`.
public final class SHA256 {
  private let context: OpaquePointer

  // Without SHA-256 nothing can be named or found: no caller could do anything but end. Both
  // traps are for a machine that is out of memory or whose OpenSSL is broken, not for bad input.
  public init() {
    guard let context = EVP_MD_CTX_new() else { fatalError("no memory for a digest") }
    self.context = context
    start()
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(status == 1, "EVP_DigestUpdate failed")
  }

  public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public func update(_ digest: Digest) { digest.withUnsafeBytes { update($0) } }

  /// Ends the computation and starts an empty one.
  public func finish() -> Digest {
    let digest = withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) {
      buffer in
      let status = EVP_DigestFinal_ex(
        context, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
      precondition(status == 1, "EVP_DigestFinal_ex failed")
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
    let status = EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil)
    precondition(status == 1, "EVP_DigestInit_ex2 failed")
  }

  // Fetched once: an implicit fetch at each init costs several times a small digest.
  private static let algorithm = Algorithm()

  /// Invariant: the pointer is written once, at start, and OpenSSL only reads what it points to.
  private struct Algorithm: @unchecked Sendable {
    let pointer: OpaquePointer
    init() {
      guard let fetched = EVP_MD_fetch(nil, "SHA256", nil) else {
        fatalError("this OpenSSL has no SHA-256")
      }
      pointer = fetched
    }
  }
}
