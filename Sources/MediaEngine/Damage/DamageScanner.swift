/// Looks for damage in a file's bytes, from front to back.
///
/// Demuxers go on behind what they cannot read, and say nothing.
protocol DamageScanner: AnyObject {
  /// Whether times are counted from what comes before, so that damage moves all that follows.
  var countsTimes: Bool { get }

  /// What is known of the time that was reached, in samples from the beginning; `nil` if it is not.
  var time: Int? { get }

  /// Looks at what begins before a place, further on than the last time.
  ///
  /// - Parameter offset: Bytes; the file's size, for all of it.
  /// - Returns: The first damage, in words that follow a place and a colon; `nil` without any.
  /// - Throws: ``MediaError`` with the code `unreadable`.
  func advance(to offset: Int) throws(MediaError) -> String?
}

extension DamageScanner {
  var time: Int? { nil }
}
