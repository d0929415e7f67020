public import BuildGraph
internal import Glibc
public import WorkerProtocol

/// Writes its text and then, in brackets, what its inputs hold.
public enum JoinStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.join", version: 1, outputs: [.init("text", fileExtension: "txt")],
      libraries: ["joiner"], estimate: .init(seconds: 0.01, memory: 4 << 20))
    public var text: String
    public init(text: String) { self.text = text }
    public func encodeFields(into encoder: inout FieldEncoder) { encoder.field("text", text) }
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    let parts = try context.inputs("part").map(TestFiles.read)
    try TestFiles.write(
      "\(parameters.text)[\(parts.joined(separator: ","))]", context.output("text"))
  }
}

/// Writes how many bytes its inputs hold, modulo 3: many inputs give one output.
public enum RemainderStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.remainder", version: 1, outputs: [.init("text", fileExtension: "txt")],
      libraries: [], estimate: .init(seconds: 0.01, memory: 4 << 20))
    public init() {}
    public func encodeFields(into encoder: inout FieldEncoder) {}
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    let count = try context.inputs("part").map { try TestFiles.read($0).utf8.count }.reduce(0, +)
    try TestFiles.write(String(count % 3), context.output("text"))
  }
}

/// Gives the words of its input as a small result that a compilation reads.
public enum WordsStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.words", version: 1,
      outputs: [.init("words", fileExtension: "txt", isInline: true)],
      libraries: [], estimate: .init(seconds: 0.01, memory: 4 << 20))
    public init() {}
    public func encodeFields(into encoder: inout FieldEncoder) {}
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    let text = try TestFiles.read(context.input("part"))
    let words = text.split(whereSeparator: \.isWhitespace)
    try TestFiles.write(words.joined(separator: "\n"), context.output("words"))
  }
}

/// Gives more to a compilation than one may read.
public enum FloodStage: StageImplementation {
  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.flood", version: 1,
      outputs: [.init("flood", fileExtension: "txt", isInline: true)],
      libraries: [], estimate: .init(seconds: 0.1, memory: 4 << 20))
    public var bytes: Int
    public init(bytes: Int) { self.bytes = bytes }
    public func encodeFields(into encoder: inout FieldEncoder) { encoder.field("bytes", bytes) }
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    let path = context.output("flood")
    try TestFiles.write("", path)
    // A hole has a size and costs no disk.
    guard truncate(path, parameters.bytes) == 0 else {
      throw StageError(code: "no-space", message: "cannot write \(path)")
    }
  }
}

public enum TestFiles {
  public static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "re") else {
      throw StageError(code: "internal", message: "cannot read \(path)")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  public static func write(_ text: String, _ path: String) throws {
    guard let file = fopen(path, "we") else {
      throw StageError(code: "internal", message: "cannot write \(path)")
    }
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else {
      throw StageError(code: "no-space", message: "cannot write \(path)")
    }
  }
}
