public import BuildGraph

/// A field in which two keys differ.
public struct FieldChange: Hashable, Sendable {
  /// The field's name as the key has it, such as `input.0.clip` or `library.libavcodec`.
  public var name: String
  /// What it was; `nil` if the field is new.
  public var old: String?
  /// What it is; `nil` if the field is gone.
  public var new: String?

  public init(name: String, old: String?, new: String?) {
    self.name = name
    self.old = old
    self.new = new
  }

  /// Compares two keys field by field, in the order of the newer; what only the older has comes
  /// last.
  public static func between(_ old: KeyText, _ new: KeyText) -> [FieldChange] {
    let oldFields = old.fields
    let newFields = new.fields
    let before = Dictionary(oldFields.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Set(newFields.map(\.name))
    var changes: [FieldChange] = []
    for field in newFields {
      let other = before[field.name]
      if other != field {
        changes.append(FieldChange(name: field.name, old: other?.value, new: field.value))
      }
    }
    for field in oldFields where !after.contains(field.name) {
      changes.append(FieldChange(name: field.name, old: field.value, new: nil))
    }
    return changes
  }
}

extension FieldChange: CustomStringConvertible {
  public var description: String {
    switch (old, new) {
    case (nil, let new?): "\(name) is new: \(Self.short(new))"
    case (let old?, nil): "\(name) is gone: \(Self.short(old))"
    case (let old?, let new?): "\(name): \(Self.short(old)) is now \(Self.short(new))"
    case (nil, nil): name
    }
  }

  private static func short(_ value: String) -> String {
    if Digest(hex: value) != nil { return String(value.prefix(12)) }
    return value.count <= 60 ? "\"\(value)\"" : "\"\(value.prefix(57))...\""
  }
}
