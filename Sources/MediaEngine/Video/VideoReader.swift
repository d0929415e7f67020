internal import FilmVocabulary
internal import CFFmpeg

/// Shows the pictures of a video file at any time.
///
/// Requests that go forward decode each picture once; others search for the key frame before.
/// Not for several threads.
public final class VideoReader {
  public let path: String
  public let index: FrameIndex

  private let decoder: any PictureStream
  private var check: () throws -> Void
  /// Of the file that is open; `nil` for kinds with a decoder of their own.
  private let identity: FileIdentity?
  private let shape: VideoShape
  /// The picture that is shown, and the one after it once it has been decoded.
  private var current: UnsafeMutablePointer<AVFrame>? = av_frame_alloc()
  private var following: UnsafeMutablePointer<AVFrame>? = av_frame_alloc()
  /// Places in the index; `nil` while there is no picture.
  private var currentTime: Int64?
  private var followingTime: Int64?
  private var currentNumber = -1
  /// Whether each picture that was asked for was there.
  private var isRegular = true
  private var decodedCount = 0

  /// From here on it is cheaper to search than to decode all between.
  private static let searchDistance = 12
  /// How many pictures before a wanted one are decoded fully: those of which another filter
  /// might make use.
  private static let margin = 4

  /// - Parameters:
  ///   - index: What ``MediaProbe`` found in this file.
  ///   - threads: Of the decoder. One is best where several segments are made side by side.
  ///   - check: Is called for each picture that is decoded, of which there can be many before the
  ///     one that is wanted; what it throws ends the work.
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `invalid-media`,
  ///   `unsupported` or `no-picture`.
  public init(
    path: String, index: FrameIndex, threads: Int = 1, check: @escaping () throws -> Void = {}
  ) throws {
    self.path = path
    self.index = index
    self.check = check
    let image = try ImageFile(path: path)
    if let image, let animation = try image.ownDecoder(path: path) {
      decoder = animation
      identity = nil
      shape = VideoShape(orientation: image.orientation ?? .upright)
      return
    }
    let input = try MediaInput(path: path)
    guard let stream = input.bestStream(AVMEDIA_TYPE_VIDEO), !index.frames.isEmpty else {
      throw MediaError(.noPicture, path: path, message: "\(path) has no moving picture.")
    }
    var shape = VideoShape(input: input, stream: stream)
    if let orientation = image?.orientation { shape.orientation = orientation }
    self.shape = shape
    identity = input.identity
    decoder = try FrameDecoder(
      input: input, stream: stream, threads: threads,
      startsAtKey: !index.isCounted && index.frames.contains(where: \.isKey),
      scanning: index.scanning)
  }

  deinit {
    av_frame_free(&current)
    av_frame_free(&following)
  }

  /// Draws a picture: onto black, or, where the canvas has an alpha plane, with the video's own
  /// transparency, premultiplied.
  ///
  /// A picture that the file holds but no decoder can show, as at the start of a clip that was
  /// cut without a key frame, is replaced by the one before it, or by the first there is.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` if the file is damaged on the way
  ///   to the picture; what the reader's `check` throws.
  public func draw(frame number: Int, with fitter: PictureFitter, into canvas: Picture) throws {
    try show(number)
    guard let current else { return }
    if current.pointee.decode_error_flags != 0 {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is damaged: the picture at \(seconds(of: number)) s cannot be decoded.",
        detail: MediaLog.takeLast())
    }
    let shape = shape.refined(by: current)
    let size = shape.size(
      width: Int(current.pointee.width), height: Int(current.pointee.height))
    var source = FrameSource(current)
    if index.peak > 0 { source.toneMapping?.peak = index.peak }
    try fitter.draw(source, shape: size, orientation: shape.orientation, into: canvas)
  }

  /// Whether pictures from this one on come out as from a reader that is opened anew, and sooner.
  ///
  /// - Parameters:
  ///   - path: Of the file that is to be read.
  ///   - index: What the probe has found in it.
  ///   - number: The first picture that will be drawn.
  public func canGoOn(path: String, index: FrameIndex, at number: Int) -> Bool {
    guard let identity, isRegular, currentTime != nil, number >= currentNumber,
      index == self.index, identity == FileIdentity(path: path)
    else { return false }
    // Those that are counted are decoded from the file's start in any case.
    if index.isCounted { return true }
    // Behind another key frame there would be nothing left to save.
    return decoder.isExact && lastKey(atOrBefore: number) <= currentNumber
  }

  /// Has the reader serve somebody else, whom ``canGoOn(path:index:at:)`` has promised it.
  ///
  /// - Parameter check: Takes the place of the one that it was opened with.
  public func goOn(check: @escaping () throws -> Void) { self.check = check }

  private func seconds(of number: Int) -> String {
    let time = Rational(Int(index.frames[number].time - index.frames[0].time)) * index.timeBase
    let milliseconds = (time * Rational(1000)).rounded
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    return "\(milliseconds / 1000).\(fraction)"
  }

  private func show(_ number: Int) throws {
    let wanted = index.frames[number].time
    if currentTime == wanted { return }
    // A picture that is made of fields needs the one before it.
    let isWoven = index.scanning == .topFirst || index.scanning == .bottomFirst
    let key = index.isCounted ? 0 : lastKey(atOrBefore: max(0, number - (isWoven ? 1 : 0)))
    if currentTime == nil || number < currentNumber
      || key > currentNumber && number - currentNumber > Self.searchDistance
    {
      try search(key)
    }
    // Pictures that are counted must all come out.
    decoder.neededFrom =
      index.isCounted ? Int64.min : index.frames[max(0, number - Self.margin)].time
    var key2 = key
    while true {
      if followingTime == nil { followingTime = try decodeFollowing() }
      guard let time = followingTime else {
        guard currentTime != nil else {
          throw MediaError(
            .damaged, path: path,
            message: "\(path) cannot be decoded at \(seconds(of: number)) s.",
            detail: MediaLog.takeLast())
        }
        break
      }
      if time > wanted, currentTime == nil, key2 > 0 {
        // The search went too far: pictures before a key frame may need the one before it.
        key2 = lastKey(atOrBefore: key2 - 1)
        try search(key2)
        continue
      }
      if time > wanted, currentTime != nil { break }
      swap(&current, &following)
      av_frame_unref(following)
      currentTime = time
      followingTime = nil
      if time >= wanted { break }
    }
    // The time stands for the place, whichever picture had to be taken for it.
    currentNumber = number
    if currentTime != wanted { isRegular = false }
    if let currentTime, currentTime > wanted { self.currentTime = wanted }
  }

  private func lastKey(atOrBefore number: Int) -> Int {
    var key = number
    while key > 0, !index.frames[key].isKey { key -= 1 }
    return key
  }

  /// Makes a key frame the next picture to be decoded.
  private func search(_ key: Int) throws(MediaError) {
    currentTime = nil
    followingTime = nil
    currentNumber = -1
    decodedCount = 0
    // Before the first key frame there is nothing to search for.
    if key > 0, decoder.seek(to: index.frames[key].seekTime) { return }
    try decoder.rewind()
  }

  private func decodeFollowing() throws -> Int64? {
    while true {
      try check()
      guard try decoder.next(into: following!) else { return nil }
      if index.isCounted {
        defer { decodedCount += 1 }
        guard decodedCount < index.frames.count else { return nil }
        return index.frames[decodedCount].time
      }
      if following!.pointee.pts != reel_no_pts() { return following!.pointee.pts }
    }
  }
}
