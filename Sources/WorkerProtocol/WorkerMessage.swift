internal import FoundationEssentials

/// What a worker says to an engine.
public enum WorkerMessage: Hashable, Sendable {
  case hello(WorkerHello)
  /// The answer to ``EngineMessage/describe``.
  case toolchain(WorkerToolchain)
  /// How much of a run is done, 0 to 1.
  case progress(id: Int, fraction: Double)
  /// Sent every second: the process is alive.
  case heartbeat
  case result(RunResult)

  /// The message as a JSON object, to be put into a ``Frame``.
  public func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }

  /// Reads what ``encoded()`` writes.
  ///
  /// - Throws: ``ProtocolError`` with the code `malformedMessage`.
  public static func decode(_ frame: [UInt8]) throws(ProtocolError) -> WorkerMessage {
    do {
      return try JSONDecoder().decode(WorkerMessage.self, from: Data(frame))
    } catch {
      throw ProtocolError(
        code: .malformedMessage, message: "Its message is no JSON of the form that is expected.")
    }
  }
}

extension WorkerMessage: Codable {
  private enum Kind: String, Codable { case hello, toolchain, progress, heartbeat, result }
  private enum CodingKeys: CodingKey { case type, id, fraction }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .type) {
    case .hello: self = .hello(try WorkerHello(from: decoder))
    case .toolchain: self = .toolchain(try WorkerToolchain(from: decoder))
    case .progress:
      self = .progress(
        id: try container.decode(Int.self, forKey: .id),
        fraction: try container.decode(Double.self, forKey: .fraction))
    case .heartbeat: self = .heartbeat
    case .result: self = .result(try RunResult(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .hello(let hello):
      try container.encode(Kind.hello, forKey: .type)
      try hello.encode(to: encoder)
    case .toolchain(let toolchain):
      try container.encode(Kind.toolchain, forKey: .type)
      try toolchain.encode(to: encoder)
    case .progress(let id, let fraction):
      try container.encode(Kind.progress, forKey: .type)
      try container.encode(id, forKey: .id)
      try container.encode(fraction, forKey: .fraction)
    case .heartbeat:
      try container.encode(Kind.heartbeat, forKey: .type)
    case .result(let result):
      try container.encode(Kind.result, forKey: .type)
      try result.encode(to: encoder)
    }
  }
}
