import RecipeLanguage

/// The words behind a command's name, sorted into options and operands.
struct ParsedArguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Reads GNU style: `--name value`, `--name=value`, `-n value`, `-nvalue`, switches in a row
  /// (`-kn`), and `--` before operands that begin with a dash.
  init(_ words: [String], options: [OptionSpec], command: String) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      } else if word.hasPrefix("--") {
        try readLong(word.dropFirst(2), rest: &rest, options: options, command: command)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word.dropFirst(), rest: &rest, options: options, command: command)
      } else {
        operands.append(word)
      }
    }
  }

  func has(_ option: OptionSpec) -> Bool { values[option.name] != nil }

  /// The value of an option; the last one where it is given several times.
  func value(_ option: OptionSpec) -> String? { values[option.name]?.last }

  /// All values of an option, in order.
  func all(_ option: OptionSpec) -> [String] { values[option.name] ?? [] }

  /// The names of the options that were given.
  var given: Set<String> { Set(values.keys) }

  /// The same options with other operands.
  func with(operands: [String]) -> ParsedArguments {
    var copy = self
    copy.operands = operands
    return copy
  }

  /// The same arguments for a command whose first operand is not a recipe.
  var withoutFirstOperand: ParsedArguments {
    var copy = self
    copy.operands.removeFirst()
    return copy
  }

  private mutating func readLong(
    _ text: Substring, rest: inout ArraySlice<String>, options: [OptionSpec], command: String
  ) throws(UsageError) {
    let equals = text.firstIndex(of: "=")
    let name = String(text[..<(equals ?? text.endIndex)])
    guard let option = options.first(where: { $0.name == name }) else {
      throw UsageError(
        message: "'\(command)' has no option '--\(name)'",
        suggestion: Spelling.nearest(to: name, among: options.map(\.name)).map { "--" + $0 },
        command: command)
    }
    if let equals {
      guard option.takesValue else {
        throw UsageError(message: "'--\(name)' takes no value", command: command)
      }
      try store(String(text[text.index(after: equals)...]), for: option, command: command)
    } else {
      try readValue(of: option, rest: &rest, command: command)
    }
  }

  private mutating func readShort(
    _ text: Substring, rest: inout ArraySlice<String>, options: [OptionSpec], command: String
  ) throws(UsageError) {
    var letters = text
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw UsageError(message: "'\(command)' has no option '-\(letter)'", command: command)
      }
      if option.takesValue, !letters.isEmpty {
        if letters.first == "=" { letters.removeFirst() }
        return try store(String(letters), for: option, command: command)
      }
      try readValue(of: option, rest: &rest, command: command)
    }
  }

  private mutating func readValue(
    of option: OptionSpec, rest: inout ArraySlice<String>, command: String
  ) throws(UsageError) {
    guard let placeholder = option.placeholder else {
      values[option.name, default: []].append("")
      return
    }
    guard let value = rest.popFirst() else {
      throw UsageError(
        message: "'--\(option.name)' wants a value: \(placeholder)", command: command)
    }
    try store(value, for: option, command: command)
  }

  private mutating func store(
    _ value: String, for option: OptionSpec, command: String
  ) throws(UsageError) {
    if !option.choices.isEmpty, !option.choices.contains(value) {
      throw UsageError(
        message: "'--\(option.name)' is one of \(option.choices.joined(separator: ", ")), "
          + "not '\(value)'",
        suggestion: Spelling.nearest(to: value, among: option.choices), command: command)
    }
    values[option.name, default: []].append(value)
  }
}
