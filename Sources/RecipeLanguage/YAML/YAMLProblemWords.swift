/// Says in a recipe author's words what libyaml found wrong.
struct YAMLProblemWords {
  var problem: String
  var context: String?
  var place: YAMLMark
  var opening: YAMLMark

  func problem(bytes: UnsafeBufferPointer<UInt8>) -> YAMLProblem {
    let inQuotes = context?.contains("quoted scalar") == true
    switch problem {
    case "found unexpected end of stream" where inQuotes,
      "found unexpected document indicator" where inQuotes:
      return YAMLProblem(message: "this quote is never closed", mark: opening)
    case "found unknown escape character":
      return YAMLProblem(
        message: "unknown escape after '\\' in double quotes; write '\\\\' for a backslash or use"
          + " single quotes",
        mark: place)
    case "mapping values are not allowed in this context":
      return YAMLProblem(
        message: "a ':' with a space behind it is not allowed here; put the text in quotes, or"
          + " check the indentation",
        mark: place)
    case "found character that cannot start any token":
      return cannotStart(bytes)
    case "found undefined tag handle":
      return YAMLProblem(message: "recipes use no tags; put text with a '!' in quotes", mark: place)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return YAMLProblem(message: Self.tab, mark: place)
    case "could not find expected ':'":
      return YAMLProblem(
        message: "a ':' is missing behind this key, or the text above goes on by mistake",
        mark: place, note: note())
    case "did not find expected key":
      return YAMLProblem(
        message: "a key is expected here; check the indentation, quotes and brackets",
        mark: place, note: note())
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      return YAMLProblem(
        message: problem.replacing("did not find expected", with: "expected"), mark: place,
        note: note())
    case "did not find expected node content":
      return YAMLProblem(
        message: "a value is missing before this; check commas, quotes and brackets", mark: place,
        note: note())
    case "did not find expected '-' indicator":
      return YAMLProblem(
        message: "a list entry that begins with '-' is expected here; check the indentation",
        mark: place, note: note())
    default:
      let words = context.map { " \($0)" } ?? ""
      return YAMLProblem(message: "not valid YAML: \(problem)\(words)", mark: place)
    }
  }

  private static let tab = "a tab indents here; YAML wants spaces"

  private func note() -> (String, YAMLMark)? {
    guard let context, opening.line < place.line else { return nil }
    return ("\(context) that begins here", opening)
  }

  private func cannotStart(_ bytes: UnsafeBufferPointer<UInt8>) -> YAMLProblem {
    guard let scalar = ByteScan(bytes).scalar(line: Int(place.line), column: Int(place.column))
    else { return YAMLProblem(message: "not valid YAML: \(problem)", mark: place) }
    if scalar == "\t" { return YAMLProblem(message: Self.tab, mark: place) }
    return YAMLProblem(
      message: "a value cannot begin with \(String(scalar).quoted); put it in quotes", mark: place)
  }
}

extension String {
  fileprivate func replacing(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
