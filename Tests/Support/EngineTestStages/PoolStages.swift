public import BuildGraph
internal import Glibc
public import WorkerProtocol

/// Sleeps in the pool `download`.
public enum FetchStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.fetch", version: 1, outputs: [.init("text", fileExtension: "txt")],
      libraries: [], estimate: .init(seconds: 0.1, memory: 4 << 20), pool: "download")
    public var name: String
    public var seconds: Double
    public init(_ name: String, seconds: Double) {
      self.name = name
      self.seconds = seconds
    }
    public func encodeFields(into encoder: inout FieldEncoder) { encoder.field("name", name) }
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    usleep(UInt32(parameters.seconds * 1e6))
    try TestFiles.write(parameters.name, context.output("text"))
  }
}

/// Writes its name, in the pool `api`.
public enum CallStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.call", version: 1, outputs: [.init("text", fileExtension: "txt")],
      libraries: [], estimate: .init(seconds: 0.01, memory: 4 << 20), pool: "api")
    public var name: String
    public init(_ name: String) { self.name = name }
    public func encodeFields(into encoder: inout FieldEncoder) { encoder.field("name", name) }
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    try TestFiles.write(parameters.name, context.output("text"))
  }
}
