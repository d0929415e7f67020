import BuildGraph
import Testing

@Suite("Digests")
struct DigestTests {
  @Test("SHA-256 of published test vectors")
  func vectors() {
    #expect(
      SHA256.digest(of: []).hex
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(of: Array("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("Input in pieces gives the digest of the whole, and a hasher can be used again")
  func pieces() {
    let hasher = SHA256()
    for _ in 0..<2 {
      hasher.update(Array("a".utf8))
      hasher.update(Array("bc".utf8))
      #expect(hasher.finish() == SHA256.digest(of: Array("abc".utf8)))
    }
  }

  @Test("Hexadecimal digits go there and back")
  func hex() throws {
    let digest = SHA256.digest(of: [1, 2, 3])
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
    #expect(Digest(hex: String(digest.hex.dropLast()) + "g") == nil)
    #expect(Digest(hex: String(digest.hex.dropLast(2)) + "é") == nil)
  }
}
