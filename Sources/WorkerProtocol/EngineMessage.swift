internal import FoundationEssentials

/// What an engine says to a worker.
public enum EngineMessage: Encodable, Sendable {
  /// Asks the worker what it makes artifacts with.
  case describe
  case run(RunRequest)
  /// Asks the worker to give up the run with this id. The result still comes.
  case cancel(id: Int)
  /// Asks the worker to end.
  case shutdown

  /// The message as a JSON object, to be put into a ``Frame``.
  ///
  /// - Throws: ``ProtocolError`` with the code `malformedMessage` for a number that JSON does not
  ///   know, such as an infinite one.
  public func encoded() throws(ProtocolError) -> [UInt8] {
    do {
      return Array(try JSONEncoder().encode(self))
    } catch {
      throw ProtocolError(
        code: .malformedMessage,
        message: "A request cannot be written as JSON: \(error).")
    }
  }

  enum Kind: String, Codable { case describe, run, cancel, shutdown }
  enum CodingKeys: CodingKey { case type, id }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .describe:
      try container.encode(Kind.describe, forKey: .type)
    case .run(let request):
      try container.encode(Kind.run, forKey: .type)
      try request.encode(to: encoder)
    case .cancel(let id):
      try container.encode(Kind.cancel, forKey: .type)
      try container.encode(id, forKey: .id)
    case .shutdown:
      try container.encode(Kind.shutdown, forKey: .type)
    }
  }
}

/// An engine's message as a worker reads it: the parameters wait until the stage is known.
struct ReceivedMessage: Decodable {
  var type: EngineMessage.Kind
  var id: Int?
  var stage: String?
  var version: Int?
  var inputs: [StageContext.Input]?
  var outputs: [StageContext.Output]?
  var scratch: String?

  static func decode(_ frame: [UInt8]) throws(ProtocolError) -> ReceivedMessage {
    do {
      return try JSONDecoder().decode(ReceivedMessage.self, from: Data(frame))
    } catch {
      throw ProtocolError(
        code: .malformedMessage, message: "The engine's message cannot be read: \(error).")
    }
  }
}
