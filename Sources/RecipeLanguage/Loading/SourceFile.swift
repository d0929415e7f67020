/// A file that was read.
struct SourceFile {
  /// As it was named when it was opened.
  var path: String
  var folder: String
  var bytes: [UInt8]
}
