public import BuildGraph

/// The engine's request to run one stage.
public struct RunRequest: Encodable, Sendable {
  /// Comes back in every message about this run.
  public var id: Int
  public var stage: String
  public var version: Int
  public var parameters: any NodeParameters
  public var inputs: [StageContext.Input]
  public var outputs: [StageContext.Output]
  /// An existing folder, empty.
  public var scratch: String

  public init(
    id: Int, parameters: any NodeParameters, inputs: [StageContext.Input],
    outputs: [StageContext.Output], scratch: String
  ) {
    let stage = type(of: parameters).stage
    self.id = id
    self.stage = stage.name
    self.version = stage.version
    self.parameters = parameters
    self.inputs = inputs
    self.outputs = outputs
    self.scratch = scratch
  }

  enum CodingKeys: CodingKey {
    case id, stage, version, parameters, inputs, outputs, scratch
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(stage, forKey: .stage)
    try container.encode(version, forKey: .version)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(inputs, forKey: .inputs)
    try container.encode(outputs, forKey: .outputs)
    try container.encode(scratch, forKey: .scratch)
  }
}
