/// Why a measurement cannot be taken.
public struct BenchError: Error, CustomStringConvertible {
  public var description: String

  public init(_ description: String) { self.description = description }
}
