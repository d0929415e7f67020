internal import MediaEngine

/// The clips that a segment has open.
///
/// A reader that no part uses any longer goes on from where it stands for the next part of the
/// same clip: opened anew, it would decode once more all from the key frame before.
final class ClipReaders {
  /// The one last asked for is the last.
  private var readers: [(input: Int, reader: VideoReader)] = []

  /// How many are kept that nobody uses: a picture and a smaller one over it. Each holds a few
  /// decoded frames.
  private static let mostIdle = 2

  /// A reader of an input that nobody else uses until it is let go.
  func reader(of input: Int, open: () throws -> VideoReader) throws -> VideoReader {
    let idle = readers.indices.filter { isKnownUniquelyReferenced(&readers[$0].reader) }
    let reader: VideoReader
    if let place = idle.last(where: { readers[$0].input == input }) {
      reader = readers.remove(at: place).reader
    } else {
      for place in idle.dropLast(Self.mostIdle).reversed() { readers.remove(at: place) }
      reader = try open()
    }
    readers.append((input, reader))
    return reader
  }
}
