/// One option of a command.
struct OptionSpec {
  /// Without the dashes, such as `profile`.
  var name: String
  var short: Character?
  /// What the value is called in the help, such as `NAME`; `nil` for a switch.
  var placeholder: String?
  /// What the option does, as the end of a sentence.
  var summary: String
  /// The only values it takes; empty for any.
  var choices: [String] = []

  var takesValue: Bool { placeholder != nil }
}

extension OptionSpec {
  static let help = OptionSpec(name: "help", short: "h", summary: "show this help")

  // Options that several commands have, so that they mean the same everywhere.
  static let profile = OptionSpec(
    name: "profile", short: "p", placeholder: "NAME|FILE|auto",
    summary: "how to render on this machine (speed_optimized)")
  static let store = OptionSpec(
    name: "store", placeholder: "DIR",
    summary: "where results are kept ($REEL_STORE, else .reel beside the project)")
  static let set = OptionSpec(
    name: "set", placeholder: "NAME=VALUE", summary: "set one of the recipe's variables")
  static let outputFolder = OptionSpec(
    name: "output-dir", placeholder: "DIR", summary: "put all outputs into this folder")
  static let json = OptionSpec(
    name: "json", placeholder: "FILE|-", summary: "write events as JSON, one a line")
}
