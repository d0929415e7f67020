internal import BuildGraph
internal import MediaEngine
internal import StageCatalog

/// Makes a ``StageCatalog/FrameList`` of what a decoder gives.
struct FrameDigester {
  private var list = FrameList()
  private var forms: [Int: String] = [:]
  private var blocks: [Int: SoundBlock] = [:]
  private let hasher = SHA256()

  mutating func take(_ piece: StrictDecoder.Piece) {
    switch piece {
    case .picture(let stream, let microseconds, let form, let bytes):
      note(form, of: stream)
      hasher.update(bytes)
      list.lines.append(
        .init(
          stream: stream, kind: .picture, time: Self.seconds(microseconds),
          content: hasher.finish().hex))
    case .sound(let stream, let start, let rate, let form, let planes, let sampleBytes):
      if forms[stream] != form { end(stream) }
      note(form, of: stream)
      add(planes, sampleBytes, at: start, rate: rate, to: stream)
    }
  }

  /// Ends the blocks of sound that are not full.
  mutating func finish() -> FrameList {
    for stream in blocks.keys.sorted() { end(stream) }
    return list
  }

  private mutating func note(_ form: String, of stream: Int) {
    if forms.updateValue(form, forKey: stream) == form { return }
    list.lines.append(.init(stream: stream, kind: .format, time: "-", content: form))
  }

  private mutating func add(
    _ planes: [UnsafeRawBufferPointer], _ sampleBytes: Int, at start: Int, rate: Int,
    to stream: Int
  ) {
    // After a gap, a block begins where the sound goes on.
    if let block = blocks[stream], block.start + block.count != start { end(stream) }
    let length = max(rate / FrameList.soundBlocksPerSecond, 1)
    let count = (planes.first?.count ?? 0) / sampleBytes
    var taken = 0
    while taken < count {
      var block =
        blocks.removeValue(forKey: stream)
        ?? SoundBlock(start: start + taken, rate: rate, planes: planes.count)
      let part = min(length - block.count, count - taken)
      for (hasher, plane) in zip(block.hashers, planes) {
        hasher.update(
          UnsafeRawBufferPointer(
            rebasing: plane[taken * sampleBytes..<(taken + part) * sampleBytes]))
      }
      block.count += part
      taken += part
      blocks[stream] = block
      if block.count == length { end(stream) }
    }
  }

  private mutating func end(_ stream: Int) {
    guard let block = blocks.removeValue(forKey: stream), block.count > 0 else { return }
    // Channel by channel, so that it does not matter in which portions the samples came.
    for channel in block.hashers { hasher.update(channel.finish()) }
    list.lines.append(
      .init(
        stream: stream, kind: .sound,
        time: Self.seconds(Int((Double(block.start) * 1e6 / Double(block.rate)).rounded())),
        content: hasher.finish().hex))
  }

  private static func seconds(_ microseconds: Int) -> String {
    JSONText.fixed(Double(microseconds) / 1e6, digits: 6)
  }
}

/// A stretch of sound of which all samples so far have been digested.
private struct SoundBlock {
  /// A time in samples.
  var start: Int
  var rate: Int
  /// Samples so far.
  var count = 0
  /// One for each plane.
  var hashers: [SHA256]

  init(start: Int, rate: Int, planes: Int) {
    self.start = start
    self.rate = rate
    hashers = (0..<planes).map { _ in SHA256() }
  }
}
