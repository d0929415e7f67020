internal import MediaEngine

/// The clips that a segment has open.
///
/// A reader that no part uses any longer goes on from where it stands for the next part of the
/// same clip: opened anew, it would decode once more all from the key frame before. So does one
/// that the segment before has left in this worker, if it makes no difference to any picture.
final class ClipReaders {
  /// What one segment leaves to the next.
  ///
  /// `@unchecked Sendable`: the segments' threads run one after the other.
  final class Left: @unchecked Sendable {
    fileprivate var readers: [VideoReader]

    fileprivate init(_ readers: [VideoReader]) { self.readers = readers }
  }

  /// The one last asked for is the last.
  private var readers: [(input: Int, reader: VideoReader)] = []
  private var left: [VideoReader]
  private let check: () throws -> Void

  /// How many are kept that nobody uses: a picture and a smaller one over it. Each holds a few
  /// decoded frames.
  private static let mostIdle = 2

  /// - Parameters:
  ///   - left: Of the segment before.
  ///   - paths: Of the clips that there are; readers of others are closed.
  ///   - check: Is called for each picture that is decoded; what it throws ends the work.
  init(left: Left? = nil, paths: [String], check: @escaping () throws -> Void) {
    self.left = (left?.readers ?? []).filter { paths.contains($0.path) }
    left?.readers = []
    self.check = check
  }

  /// A reader of an input that nobody else uses until it is let go.
  ///
  /// - Parameter number: The first picture that will be drawn, if those after it follow it.
  func reader(
    of input: Int, path: String, index: FrameIndex, from number: Int?
  ) throws -> VideoReader {
    let idle = readers.indices.filter { isKnownUniquelyReferenced(&readers[$0].reader) }
    let reader: VideoReader
    if let place = idle.last(where: { readers[$0].input == input }) {
      reader = readers.remove(at: place).reader
    } else {
      for place in idle.dropLast(Self.mostIdle).reversed() { readers.remove(at: place) }
      reader =
        try takeLeft(path: path, index: index, from: number)
        ?? VideoReader(path: path, index: index, check: check)
    }
    readers.append((input, reader))
    return reader
  }

  private func takeLeft(path: String, index: FrameIndex, from number: Int?) -> VideoReader? {
    guard let number,
      let place = left.firstIndex(where: { $0.canGoOn(path: path, index: index, at: number) })
    else {
      // What cannot go on here is of no use to a later part either, mostly.
      left.removeAll { $0.path == path }
      return nil
    }
    left[place].goOn(check: check)
    return left.remove(at: place)
  }

  /// What the segment after this one may go on with, once all parts are done.
  func leave() -> Left {
    var idle: [VideoReader] = []
    for place in readers.indices where isKnownUniquelyReferenced(&readers[place].reader) {
      idle.append(readers[place].reader)
    }
    let left = Left(idle.suffix(Self.mostIdle))
    // It must not hold what holds it, such as this stage's context.
    for reader in left.readers { reader.goOn {} }
    readers = []
    self.left = []
    return left
  }
}
