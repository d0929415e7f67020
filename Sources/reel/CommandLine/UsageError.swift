/// A command line that means nothing: exit status 2.
struct UsageError: Error {
  var message: String
  /// A word that was probably meant.
  var suggestion: String?
  /// The command whose help may help.
  var command: String?
}
