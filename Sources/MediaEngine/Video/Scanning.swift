/// How pictures are made up of fields, each of every other row, that were taken one after the
/// other.
public enum Scanning: UInt32, Hashable, Sendable {
  /// As each picture's flag says.
  case flagged
  /// All rows were taken at once, whatever the flags say.
  case progressive
  /// The upper field was taken first, whatever the flags say.
  case topFirst
  /// The lower field was taken first, whatever the flags say.
  case bottomFirst
}
