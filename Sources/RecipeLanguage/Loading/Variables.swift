/// The variables of a recipe: what `vars` declares, and what the command line sets instead.
///
/// `${name}` stands for a variable's value, `$${` for `${` itself. A scalar that is nothing but
/// `${name}` has the type of the variable; any other keeps its own.
struct Variables {
  private var nodes: [String: YAMLNode] = [:]
  private var values: [String: YAMLScalar] = [:]
  private var resolving: [String] = []
  /// Those with a mistake in them, which was reported.
  private var failed: Set<String> = []
  /// In the order of declaration.
  private(set) var names: [String] = []

  /// Takes over the `vars` of a recipe.
  ///
  /// Every one is resolved, so that a mistake in one that nobody uses shows as well.
  mutating func declare(
    _ node: YAMLNode?, set: [(name: String, value: String)], _ reader: RecipeReader
  ) {
    if let node, !node.isNull {
      guard case .mapping(let entries) = node.content else {
        return reader.reportUnexpected(node, expected: "a mapping of names to values")
      }
      for entry in entries { declare(entry, reader) }
    }
    for (name, value) in set {
      guard nodes[name] != nil else {
        reader.report(
          Diagnostic(
            "--set \(name): the recipe declares no variable \(name.quoted) in 'vars'", at: nil,
            suggestion: Spelling.nearest(to: name, among: names)))
        continue
      }
      values[name] = YAMLScalar(literal: value, isPlain: true)
    }
    for name in names { _ = value(of: name, reader) }
  }

  private mutating func declare(_ entry: YAMLEntry, _ reader: RecipeReader) {
    guard Self.isName(entry.key) else {
      return reader.report(
        "\(entry.key.quoted) is no name for a variable; use letters, digits, '_' and '-', with a"
          + " letter or '_' first",
        at: entry.keyMark)
    }
    guard case .scalar = entry.value.content else {
      return reader.report(
        "a variable is a text, a number or a truth value, not \(entry.value.kindDescription)",
        at: entry.value.mark)
    }
    names.append(entry.key)
    nodes[entry.key] = entry.value
  }

  /// The value of a declared variable, its own variables replaced; `nil`, reported, if they
  /// lead back to itself.
  private mutating func value(of name: String, _ reader: RecipeReader) -> YAMLScalar? {
    if let value = values[name] { return value }
    guard !failed.contains(name), let node = nodes[name], case .scalar(let scalar) = node.content
    else { return nil }
    if let first = resolving.firstIndex(of: name) {
      let circle = (resolving[first...] + [name]).joined(separator: " -> ")
      reader.report("the variables refer to each other in a circle: \(circle)", at: node.mark)
      return nil
    }
    resolving.append(name)
    defer { resolving.removeLast() }
    let value = scalar.hasDollar ? interpolate(scalar, at: node.mark, reader) : scalar
    if let value { values[name] = value } else { failed.insert(name) }
    return value
  }

  /// The scalar with its variables replaced; `nil`, reported, if one is not declared or has a
  /// mistake in it.
  mutating func interpolate(
    _ scalar: YAMLScalar, at mark: YAMLMark, _ reader: RecipeReader
  ) -> YAMLScalar? {
    let bytes = scalar.text.utf8
    var result = ""
    var rest = bytes.startIndex
    var isComplete = true
    while let dollar = bytes[rest...].firstIndex(of: UInt8(ascii: "$")) {
      result += scalar.text[rest..<dollar]
      if bytes[dollar...].starts(with: "$${".utf8) {
        result += "${"
        rest = bytes.index(dollar, offsetBy: 3)
        continue
      }
      guard bytes[dollar...].starts(with: "${".utf8) else {
        result += "$"
        rest = bytes.index(after: dollar)
        continue
      }
      let place = Self.mark(of: dollar, in: scalar, at: mark)
      let start = bytes.index(dollar, offsetBy: 2)
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else {
        reader.report("'${' is never closed; write '$${' for the characters themselves", at: place)
        return nil
      }
      let name = String(scalar.text[start..<end])
      rest = bytes.index(after: end)
      guard nodes[name] != nil else {
        reportUndeclared(name, at: place, reader)
        isComplete = false
        continue
      }
      guard let value = value(of: name, reader) else { return nil }
      if dollar == bytes.startIndex, rest == bytes.endIndex { return value }
      result += value.text
      guard result.utf8.count <= 1 << 20 else {
        reader.report("the text grows beyond 1 MiB by its variables", at: mark)
        return nil
      }
    }
    guard isComplete else { return nil }
    result += scalar.text[rest...]
    return YAMLScalar(literal: result, isPlain: scalar.isPlain)
  }

  private func reportUndeclared(_ name: String, at mark: YAMLMark, _ reader: RecipeReader) {
    guard Self.isName(name) else {
      return reader.report(
        "\("${\(name)}".quoted) names no variable; write '$${' for the characters '${'", at: mark)
    }
    reader.report(
      "the variable \(name.quoted) is not declared in 'vars'", at: mark,
      suggestion: Spelling.nearest(to: name, among: names))
  }

  /// The place of a byte of a scalar, where the scalar is written as it reads; else the scalar's.
  private static func mark(
    of index: String.Index, in scalar: YAMLScalar, at mark: YAMLMark
  ) -> YAMLMark {
    let length = Int32(clamping: scalar.text.unicodeScalars.count)
    let quotes: Int32 = mark.length == length ? 0 : 1
    guard mark.length > 0, mark.length == length + 2 * quotes else { return mark }
    let offset = Int32(clamping: scalar.text.unicodeScalars[..<index].count)
    let rest = scalar.text[index...]
    let end = rest.unicodeScalars.firstIndex(of: "}")
    let width = end.map { rest.unicodeScalars[...$0].count } ?? 2
    return YAMLMark(
      file: mark.file, line: mark.line, column: mark.column + quotes + offset,
      length: Int32(clamping: width))
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
    return isLetter(first)
      && text.utf8.allSatisfy {
        isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}
