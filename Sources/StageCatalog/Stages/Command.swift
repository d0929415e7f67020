public import BuildGraph

/// Runs a command of the recipe's author.
///
/// Inputs `in`: the files, one for each of `inputs`, in that order. Outputs: those that the
/// parameters name, each under its file's name.
public struct CommandParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "command", version: 1, outputs: [], libraries: [],
    estimate: .init(seconds: 1, memory: 200 << 20))

  /// What the shell is given, as it is written.
  public var run: String
  /// Under which name each input appears in the command's folder. A name may have folders; it
  /// never leads out of that folder.
  public var inputs: [String]
  /// The files that the command makes, by name, without folders.
  public var outputs: [String]

  public init(run: String, inputs: [String], outputs: [String]) {
    self.run = run
    self.inputs = inputs
    self.outputs = outputs
  }

  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    descriptor.outputs = outputs.map { StageDescriptor.Output($0, fileExtension: "") }
    return descriptor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("run", run)
    encoder.field("inputs", inputs)
    encoder.field("outputs", outputs)
  }
}
