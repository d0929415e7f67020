internal import CASS
internal import FilmVocabulary

/// Draws timed text with libass: shaping, bidirectional text, outlines and boxes.
///
/// Only the font files given are used, never the machine's, so that a text looks the same
/// everywhere. Glyphs are not hinted, so that they do not jump between sizes. Not for use by two
/// threads at once.
public final class TextCanvas {
  private let library: OpaquePointer
  private let renderer: OpaquePointer
  private let listener: UnsafeMutablePointer<reel_ass_listener>
  private let log = TextLog()
  private var track: UnsafeMutablePointer<ASS_Track>?
  private var last: [TextBitmap] = []
  private var isFresh = true

  /// - Parameters:
  ///   - width: Pixels.
  ///   - height: Pixels.
  ///   - fonts: Paths of font files: TrueType, OpenType or a collection.
  /// - Throws: ``TextError`` with code ``TextError/Code/invalidFont`` if a file cannot be read or
  ///   is no font.
  public init(width: Int, height: Int, fonts: [String]) throws {
    guard let library = ass_library_init() else {
      throw TextError(.outOfMemory, "libass could not be started; free some memory")
    }
    self.library = library
    listener = .allocate(capacity: 1)
    listener.initialize(
      to: reel_ass_listener(
        receive: { level, line, data in
          guard let line, let data else { return }
          Unmanaged<TextLog>.fromOpaque(data).takeUnretainedValue()
            .receive(level: level, line: String(cString: line))
        },
        data: Unmanaged.passUnretained(log).toOpaque()))
    reel_ass_listen(library, listener)
    guard let renderer = ass_renderer_init(library) else {
      ass_library_done(library)
      listener.deallocate()
      throw TextError(.outOfMemory, "libass could not be started; free some memory")
    }
    self.renderer = renderer
    for path in fonts { try addFont(path) }
    ass_set_frame_size(renderer, Int32(width), Int32(height))
    ass_set_storage_size(renderer, Int32(width), Int32(height))
    ass_set_shaper(renderer, ASS_SHAPING_COMPLEX)
    ass_set_hinting(renderer, ASS_HINTING_NONE)
    log.clear()
    ass_set_fonts(renderer, nil, nil, Int32(ASS_FONTPROVIDER_NONE.rawValue), nil, 1)
    if log.lastLine.hasPrefix("Error opening memory font") {
      throw TextError(
        .invalidFont, "one of the font files \(fonts) cannot be used: \(log.lastLine)")
    }
  }

  deinit {
    if let track { ass_free_track(track) }
    ass_renderer_done(renderer)
    ass_library_done(library)
    listener.deallocate()
  }

  private func addFont(_ path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try FontFile.read(path)
    } catch {
      throw TextError(.invalidFont, "the font file \(path) cannot be read: \(error)")
    }
    guard FontFile.isFont(bytes) else {
      throw TextError(
        .invalidFont, "\(path) is no font file; give a TrueType or OpenType file")
    }
    bytes.withUnsafeBytes {
      ass_add_font(
        library, path, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
    }
  }

  /// Takes a script in the form of Advanced SubStation Alpha and replaces the one before.
  ///
  /// Every event is drawn once, so that what cannot be drawn is found here and not in the middle
  /// of a film.
  ///
  /// - Throws: ``TextError``: ``TextError/Code/missingGlyphs`` names the characters that the
  ///   fonts lack, ``TextError/Code/missingFont`` the family that no file holds,
  ///   ``TextError/Code/invalidScript`` a text that is no script.
  public func load(script: String) throws {
    try replaceTrack(script)
    log.clear()
    if let track {
      // An event is drawn in its middle; events that share it are drawn together.
      var times = Set<Int64>()
      for index in 0..<Int(track.pointee.n_events) {
        let event = track.pointee.events[index]
        times.insert(event.Start + event.Duration / 2)
      }
      for time in times.sorted() { _ = ass_render_frame(renderer, track, time, nil) }
    }
    try checkLog()
    // What libass remembers of an event's place depends on the order of drawing: start afresh.
    try replaceTrack(script)
  }

  private func replaceTrack(_ script: String) throws {
    if let track { ass_free_track(track) }
    track = nil
    isFresh = true
    var bytes = Array(script.utf8)
    track = bytes.withUnsafeMutableBytes {
      ass_read_memory(
        library, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, nil)
    }
    guard track != nil else {
      throw TextError(.invalidScript, "the text's script cannot be read: \(log.lastLine)")
    }
  }

  private func checkLog() throws {
    if let family = log.missingFamilies.first {
      throw TextError(
        .missingFont,
        "no font file given holds the font “\(family)”; name a family that is installed")
    }
    guard log.missingCharacters.isEmpty else { throw TextError(missing: log.missingCharacters) }
  }

  /// What is to be drawn at a time, bottom layer first.
  ///
  /// - Parameter milliseconds: Time in the script.
  /// - Returns: The bitmaps, and whether they differ from the ones of the call before. The first
  ///   call after ``load(script:)`` always says that they do.
  public func bitmaps(
    atMilliseconds milliseconds: Int
  ) -> (bitmaps: [TextBitmap], changed: Bool) {
    guard let track else { return ([], false) }
    var difference: Int32 = 0
    var image = ass_render_frame(renderer, track, Int64(milliseconds), &difference)
    guard difference != 0 || isFresh else { return (last, false) }
    isFresh = false
    last = []
    while let current = image?.pointee {
      if let bitmap = Self.copy(current) { last.append(bitmap) }
      image = current.next
    }
    return (last, true)
  }

  private static func copy(_ image: ASS_Image) -> TextBitmap? {
    let (width, height, stride) = (Int(image.w), Int(image.h), Int(image.stride))
    guard width > 0, height > 0, let source = image.bitmap else { return nil }
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      for row in 0..<height {
        target.advanced(by: row * width).update(
          from: source.advanced(by: row * stride), count: width)
      }
      count = width * height
    }
    let color = image.color
    return TextBitmap(
      x: Int(image.dst_x), y: Int(image.dst_y), width: width, height: height, stride: width,
      pixels: pixels,
      color: Color(
        red: UInt8(truncatingIfNeeded: color >> 24), green: UInt8(truncatingIfNeeded: color >> 16),
        blue: UInt8(truncatingIfNeeded: color >> 8), alpha: 255 - UInt8(color & 255)))
  }
}
