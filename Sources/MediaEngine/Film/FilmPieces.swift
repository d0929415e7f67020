internal import FilmVocabulary

/// What a film is to be joined from, and whether it fits.
struct FilmPieces {
  let film: FilmDescription
  let video: [PacketFile]
  let sound: [PacketFile]

  /// - Throws: ``MediaError`` with the code `mismatch`.
  func check(videoPaths: [String], soundPaths: [String]) throws {
    let needsPictures = film.container.hasPictures
    guard video.count == film.segments.count, video.isEmpty != needsPictures, film.frames > 0,
      sound.isEmpty == (film.soundCodec == nil), needsPictures || !sound.isEmpty,
      film.soundCodec != .aac || sound.count == film.chunks.count,
      film.soundCodec == nil || film.soundCodec == .aac || sound.count == 1
    else {
      throw MediaError(
        .mismatch,
        message: "A film of \(film.segments.count) segments and \(film.chunks.count) chunks of "
          + "sound was given \(video.count) and \(sound.count).")
    }
    for (index, segment) in video.enumerated() {
      try check(segment, path: videoPaths[index], frames: film.segments[index])
      try compare(segment, video[0], path: videoPaths[index])
    }
    if film.soundCodec == .aac { try checkChunks(soundPaths) } else { try checkTrack(soundPaths) }
  }

  private func check(_ segment: PacketFile, path: String, frames: Int) throws {
    let header = segment.header
    guard let codec = film.videoCodec, header.codec == codec.rawValue,
      header.width == film.width, header.height == film.height,
      header.timeBase == Rational(1) / film.frameRate
    else {
      throw MediaError(
        .mismatch, path: path,
        message: "\(path) is no segment of \(film.width)×\(film.height) pixels at "
          + "\(film.frameRate) frames a second in the film's codec.")
    }
    guard segment.packets.count == frames, segment.packets.first?.isKey == true,
      segment.packets.map(\.presentation).sorted() == Array(0..<frames)
    else {
      throw MediaError(
        .mismatch, path: path, message: "\(path) does not hold the \(frames) frames planned.")
    }
  }

  private func checkChunks(_ paths: [String]) throws {
    for (index, chunk) in sound.enumerated() {
      guard chunk.packets.count == film.chunks[index], chunk.header.codec == "aac" else {
        throw MediaError(
          .mismatch, path: paths[index],
          message: "\(paths[index]) holds \(chunk.packets.count) packets of sound where "
            + "\(film.chunks[index]) are planned.")
      }
      try compare(chunk, sound[0], path: paths[index])
    }
    let packets = film.chunks.reduce(0, +)
    let size = SoundTrack.packetSamples
    let needed = (film.samples + size - 1) / size + 1
    guard packets == needed else {
      throw MediaError(
        .mismatch,
        message: "\(film.samples) samples of sound take \(needed) packets, not \(packets).")
    }
  }

  private func checkTrack(_ paths: [String]) throws {
    guard let track = sound.first else { return }
    let last = track.packets.last.map { $0.presentation + $0.duration } ?? 0
    guard track.header.codec == film.soundCodec?.rawValue, last >= film.samples else {
      throw MediaError(
        .mismatch, path: paths[0],
        message: "\(paths[0]) does not hold the \(film.samples) samples of sound planned.")
    }
  }

  private func compare(_ file: PacketFile, _ first: PacketFile, path: String) throws {
    guard file.header == first.header else {
      throw MediaError(
        .mismatch, path: path,
        message: "\(path) was encoded with other settings than the pieces before it.")
    }
  }
}
