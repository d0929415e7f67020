/// JSON as it was read. Of equal names in an object the first counts.
enum ParsedJSON: Hashable {
  struct Member: Hashable {
    var name: String
    var value: ParsedJSON
  }

  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([ParsedJSON])
  case object([Member])

  subscript(name: String) -> ParsedJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
}
