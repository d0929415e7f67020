/// A value with the place where it is written, for errors that only show up later: a file that
/// is missing, a voice that is not installed, a transition longer than its scene.
///
/// Two of these are equal only if their places are equal too; compare `value` to compare what
/// they say.
public struct Located<Value> {
  public var value: Value
  public var mark: SourceMark

  public init(_ value: Value, at mark: SourceMark) {
    self.value = value
    self.mark = mark
  }

  func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: mark)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
