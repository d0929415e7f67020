internal import CFFmpeg
internal import CHEIF

/// Decodes the picture of a HEIC or AVIF file, upright: telephones write it in tiles, with crops and
/// turns to be applied, which libavformat knows nothing of.
///
/// The picture that the file names as its first counts. Bursts, depth and the gains for brighter displays are left
/// out.
final class HEIFPicture: PictureStream {
  let path: String
  /// Whether colours have been multiplied by alpha already.
  let isPremultiplied: Bool
  private let data: [UInt8]
  private let context: OpaquePointer
  private let handle: OpaquePointer
  private var isDone = false

  var neededFrom = Int64.min

  /// - Throws: ``MediaError`` with the code `unreadable`, `unsupported` or `invalid-media`.
  init(path: String) throws(MediaError) {
    self.path = path
    try HEIFGrids.check(path)
    data = try FileSource.image(path, remedy: "make a PNG of it")
    guard let context = heif_context_alloc() else { throw .outOfMemory(path) }
    var handle: OpaquePointer?
    do throws(MediaError) {
      // The context keeps a pointer to the bytes. An array's storage stays in place as long as it
      // lives and is not changed.
      try Self.check(
        data.withUnsafeBytes {
          heif_context_read_from_memory_without_copy(context, $0.baseAddress, $0.count, nil)
        }, path)
      heif_context_set_max_decoding_threads(context, 1)
      try Self.check(heif_context_get_primary_image_handle(context, &handle), path)
      let width = Int(heif_image_handle_get_width(handle))
      let height = Int(heif_image_handle_get_height(handle))
      guard width > 0, height > 0, width * height <= Int(MediaInput.maximumPixels) else {
        throw .tooLarge(path, width: width, height: height, limit: Int(MediaInput.maximumPixels))
      }
    } catch {
      heif_image_handle_release(handle)
      heif_context_free(context)
      throw error
    }
    self.context = context
    self.handle = handle!
    isPremultiplied = heif_image_handle_is_premultiplied_alpha(handle) != 0
  }

  deinit {
    heif_image_handle_release(handle)
    heif_context_free(context)
  }

  func next(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    if isDone { return false }
    isDone = true
    guard let options = heif_decoding_options_alloc() else { throw .outOfMemory(path) }
    defer { heif_decoding_options_free(options) }
    options.pointee.strict_decoding = 1
    var image: OpaquePointer?
    // Neither colours nor the number of their bits are changed: that is this module's own work.
    try Self.check(
      heif_decode_image(
        handle, &image, heif_colorspace_undefined, heif_chroma_undefined, options), path)
    defer { heif_image_release(image) }
    let pixels = HEIFPixels(path: path, image: image!)
    av_frame_unref(frame)
    try pixels.copy(into: frame)
    describe(frame, image!)
    try addProfile(to: frame)
    frame.pointee.pts = 0
    return true
  }

  func seek(to time: Int64) -> Bool { false }

  func rewind() { isDone = false }

  // MARK: Colours

  /// What the file says of colours, else what the stream says, else what the format's definition
  /// says: BT.601's matrix, full range, sRGB.
  private func describe(_ frame: UnsafeMutablePointer<AVFrame>, _ image: OpaquePointer) {
    var profile: UnsafeMutablePointer<heif_color_profile_nclx>?
    if heif_image_handle_get_nclx_color_profile(handle, &profile).code != heif_error_Ok {
      profile = nil
      _ = heif_image_get_nclx_color_profile(image, &profile)
    }
    defer { if let profile { heif_nclx_color_profile_free(profile) } }
    let isFull = profile.map { $0.pointee.full_range_flag != 0 } ?? true
    frame.pointee.color_range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
    // Both libraries use the numbers of ITU-T H.273.
    let matrix = profile.map { AVColorSpace($0.pointee.matrix_coefficients.rawValue) }
    frame.pointee.colorspace =
      matrix.flatMap { $0 == AVCOL_SPC_UNSPECIFIED ? nil : $0 } ?? AVCOL_SPC_SMPTE170M
    if let profile {
      frame.pointee.color_primaries = AVColorPrimaries(profile.pointee.color_primaries.rawValue)
      frame.pointee.color_trc = AVColorTransferCharacteristic(
        profile.pointee.transfer_characteristics.rawValue)
    }
  }

  private func addProfile(to frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) {
    let size = heif_image_handle_get_raw_color_profile_size(handle)
    guard size > 0 else { return }
    guard let side = av_frame_new_side_data(frame, AV_FRAME_DATA_ICC_PROFILE, size) else {
      throw .outOfMemory(path)
    }
    try Self.check(heif_image_handle_get_raw_color_profile(handle, side.pointee.data), path)
  }

  // MARK: Errors

  private static func check(_ error: heif_error, _ path: String) throws(MediaError) {
    if error.code == heif_error_Ok { return }
    let reason = error.message.map { String(cString: $0) }
    switch error.code {
    case heif_error_Unsupported_filetype, heif_error_Unsupported_feature:
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) is a HEIC or AVIF picture of a kind that is not read; make a PNG of it.",
        detail: reason)
    case heif_error_Memory_allocation_error
    where error.subcode == heif_suberror_Security_limit_exceeded:
      throw MediaError(
        .unsupported, path: path, message: "\(path) is larger than what is read; make it smaller.",
        detail: reason)
    case heif_error_Memory_allocation_error: throw .outOfMemory(path)
    default:
      throw MediaError(
        .damaged, path: path, message: "\(path) is damaged: its picture cannot be decoded.",
        detail: reason)
    }
  }

  /// The version of the library, by the name that stages use. The decoders behind it give what
  /// HEVC and AV1 define to the bit.
  static var versions: [String: String] { ["libheif": String(cString: heif_get_version())] }
}
