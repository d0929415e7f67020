/// Why a scalar is not what is asked for.
struct ValueProblem: Error {
  /// The whole message, or `nil` for `expected …, found …`.
  var message: String?
  var suggestion: String?

  static let unexpected = ValueProblem()

  init(_ message: String? = nil, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }
}
