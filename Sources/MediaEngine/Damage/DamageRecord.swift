/// What is known of damage on one pass over a file's sound.
///
/// What is damaged at the very start and at the very end is borne: a recording that was cut begins
/// with packets that lean on others, and ends within one. What lies between is an error, unless the
/// part that is wanted begins behind it.
struct DamageRecord {
  let path: String
  /// Packets of the sound.
  private var packets = 0
  /// Those that cannot be decoded, and how many of them came one after another up to now.
  private var refused = 0
  private var refusedInRow = 0
  /// What is damage if sound comes after it.
  private var pending: Pending?
  /// Whether the decoder's packets have come to their end, and only gives what it still holds.
  private var isEnd = false

  private struct Pending {
    let error: MediaError
    /// Whether the file's bytes prove it. What a decoder refuses may be where a recording ends
    /// and another one begins.
    let isProved: Bool
  }

  /// A file of whose packets one in so many cannot be decoded is refused.
  private static let bearable = 10
  /// Damaged packets at the end that are borne.
  private static let bearableEnd = 10

  init(path: String) { self.path = path }

  /// Whether the last packet could not be decoded.
  var isRefusedLast: Bool { refusedInRow > 0 }

  mutating func countPacket() { packets += 1 }

  /// A packet cannot be decoded.
  ///
  /// - Parameter time: In the file, where the sound before it ends; `nil` if none came yet.
  mutating func refuse(at time: Int?, detail: String?) {
    refused += 1
    refusedInRow += 1
    guard let time, pending == nil, !isEnd else { return }
    pending = Pending(
      error: MediaError(
        .damaged, path: path,
        message: "\(path) is damaged: its sound at \(Self.seconds(time)) cannot be decoded.",
        detail: detail), isProved: false)
  }

  /// The file's bytes prove damage.
  mutating func prove(_ what: String, at time: Int) {
    guard pending?.isProved != true else { return }
    pending = Pending(error: proved(what, at: time), isProved: true)
  }

  func proved(_ what: String, at time: Int?) -> MediaError {
    Self.proved(what, at: time, in: path)
  }

  /// - Parameter time: In samples; `nil` if it is not known.
  static func proved(_ what: String, at time: Int?, in path: String) -> MediaError {
    let place = time.map { " at \(seconds($0))" } ?? ""
    return MediaError(.damaged, path: path, message: "\(path) is damaged\(place): \(what).")
  }

  /// - Parameters:
  ///   - end: In the file, where the sound ends.
  ///   - length: Where it should, if that is known.
  func cutShort(at end: Int, of length: Int?) -> MediaError {
    let whole = length.map { " of \(Self.seconds($0))" } ?? ""
    return MediaError(
      .cutShort, path: path,
      message: "\(path) is cut short: its sound ends at \(Self.seconds(end))\(whole).")
  }

  /// Sound comes.
  ///
  /// - Parameters:
  ///   - isWanted: Whether what lies before it is in the part that is wanted.
  ///   - isOther: Whether another recording begins with it.
  mutating func hear(isWanted: Bool, isOther: Bool) throws(MediaError) {
    guard !isEnd else { return }
    refusedInRow = 0
    guard let pending else { return }
    self.pending = nil
    if isWanted, pending.isProved || !isOther { throw pending.error }
  }

  /// Only what the decoder still holds will come.
  mutating func end() { isEnd = true }

  /// All was read that is wanted.
  func finish() throws(MediaError) {
    if let pending, isEnd, pending.isProved || refusedInRow > Self.bearableEnd {
      throw pending.error
    }
    guard refused * Self.bearable <= packets else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is damaged: \(refused) of \(packets) packets of its sound cannot be "
          + "decoded.", detail: MediaLog.takeLast())
    }
  }

  /// A time in samples as seconds and milliseconds.
  static func seconds(_ samples: Int) -> String {
    let milliseconds = max(0, samples) * 1000 / SoundFormat.sampleRate
    let rest = String(milliseconds % 1000 + 1000).dropFirst()
    return "\(milliseconds / 1000).\(rest) s"
  }
}
