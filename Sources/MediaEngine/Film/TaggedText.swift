internal import CaptionFiles
internal import FilmVocabulary

/// Captions as Matroska and WebM carry them: SubRip and WebVTT without their times.
enum TaggedText {
  /// - Parameters:
  ///   - length: Of the film in milliseconds; nothing shows after it.
  ///   - isWebVTT: Else SubRip.
  static func samples(
    _ captions: [Caption], length: Int, isWebVTT: Bool
  ) -> [MovieText.Sample] {
    let writer = CaptionWriter(isWebVTT ? .vtt : .srt)
    return captions.compactMap { caption in
      let start = max(0, caption.start)
      let end = min(caption.end, length)
      let text = writer.text(of: caption)
      guard start < end, !text.isEmpty else { return nil }
      return MovieText.Sample(start: start, duration: end - start, bytes: Array(text.utf8))
    }.sorted { $0.start < $1.start }
  }
}
