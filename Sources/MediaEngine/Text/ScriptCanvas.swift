internal import CASS
internal import FilmVocabulary

/// Draws a script's events with the styles, places and effects that it gives them, by libass.
///
/// Only the font files given are used, never the machine's. Not for use by two threads at once.
public final class ScriptCanvas {
  public struct Event: Hashable, Sendable {
    /// Milliseconds; may be negative.
    public var start: Int
    /// The first millisecond at which it is gone.
    public var end: Int
    public var layer: Int
    /// Style, name, three margins, effect and text, parted by commas.
    public var fields: String

    public init(start: Int, end: Int, layer: Int, fields: String) {
      self.start = start
      self.end = end
      self.layer = layer
      self.fields = fields
    }
  }

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
  ///   - fonts: Paths of font files.
  ///   - family: The family that stands in for one that no file holds.
  ///   - head: The script up to its styles.
  /// - Throws: ``TextError``: `invalid-font`, `invalid-script`, and `missing-glyphs` with the
  ///   characters that the fonts lack.
  public init(
    width: Int, height: Int, fonts: [String], family: String, head: String, events: [Event]
  ) throws {
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
    ass_set_fonts(renderer, nil, family, Int32(ASS_FONTPROVIDER_NONE.rawValue), nil, 1)
    log.clear()
    // Every event is drawn once, in its middle: what cannot be drawn is found here.
    try makeTrack(head: head, events: events)
    for time in Set(events.map { $0.start + ($0.end - $0.start) / 2 }).sorted() {
      _ = ass_render_frame(renderer, track, Int64(time), nil)
    }
    guard log.missingCharacters.isEmpty else {
      let names = log.missingCharacters.prefix(8).map { "“\(Character($0))”" }
      throw TextError(
        .missingGlyphs,
        "the fonts of the captions' own look have no glyph for \(names.joined(separator: ", ")); "
          + "name others in the file, or leave 'look' out")
    }
    // What libass remembers of places depends on the order of drawing: start afresh.
    try makeTrack(head: head, events: events)
  }

  deinit {
    if let track { ass_free_track(track) }
    ass_renderer_done(renderer)
    ass_library_done(library)
    listener.deallocate()
  }

  private func addFont(_ path: String) throws {
    guard var bytes = try? FontFile.read(path), FontFile.isFont(bytes) else {
      throw TextError(
        .invalidFont, "\(path) is no font file; give a TrueType or OpenType file")
    }
    FontFile.preferFullMaps(in: &bytes)
    bytes.withUnsafeBytes {
      ass_add_font(
        library, path, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
    }
  }

  private func makeTrack(head: String, events: [Event]) throws {
    if let track { ass_free_track(track) }
    guard let track = ass_new_track(library) else {
      throw TextError(.invalidScript, "the captions' script cannot be read")
    }
    self.track = track
    let format =
      "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    with(head + format) { ass_process_codec_private(track, $0, $1) }
    for (index, event) in events.enumerated() {
      with("\(index),\(event.layer),\(event.fields)") {
        ass_process_chunk(
          track, $0, $1, Int64(event.start), Int64(event.end - event.start))
      }
    }
  }

  private func with(_ text: String, _ body: (UnsafeMutablePointer<CChar>, Int32) -> Void) {
    var bytes = text.utf8CString
    let count = Int32(bytes.count - 1)
    bytes.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { body(base, count) }
    }
  }

  /// What is to be drawn at a time, bottom layer first.
  ///
  /// - Returns: The bitmaps, and whether they differ from the ones of the call before.
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
      if let bitmap = TextBitmap(current) { last.append(bitmap) }
      image = current.next
    }
    return (last, true)
  }
}

extension TextBitmap {
  /// A copy of what libass drew; `nil` for nothing.
  init?(_ image: ASS_Image) {
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
    self.init(
      x: Int(image.dst_x), y: Int(image.dst_y), width: width, height: height, stride: width,
      pixels: pixels,
      color: Color(
        red: UInt8(truncatingIfNeeded: color >> 24), green: UInt8(truncatingIfNeeded: color >> 16),
        blue: UInt8(truncatingIfNeeded: color >> 8), alpha: 255 - UInt8(color & 255)))
  }
}
