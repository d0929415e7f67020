/// A scalar as it is written. What type it has is decided by who reads it, and by the core
/// schema of YAML 1.2: `no`, `on` and `12:30:45` are text, and quoted scalars always are.
struct YAMLScalar: Hashable, Sendable {
  var text: String
  /// Whether it is written without quotes, and so may be a number, a truth value or null.
  var isPlain: Bool
  /// Whether a `$` stands in it, so that most scalars need no look for variables.
  var hasDollar: Bool

  /// A scalar that is not looked at for variables.
  init(literal text: String, isPlain: Bool) {
    self.init(text: text, isPlain: isPlain, hasDollar: false)
  }

  init(text: String, isPlain: Bool, hasDollar: Bool) {
    self.text = text
    self.isPlain = isPlain
    self.hasDollar = hasDollar
  }

  var isNull: Bool {
    isPlain && (text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL")
  }

  /// The truth value it is, if it is one.
  var boolean: Bool? {
    guard isPlain else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  var kindDescription: String {
    if isNull { return "nothing" }
    if boolean != nil { return "the truth value \(text)" }
    return text.quoted
  }
}
