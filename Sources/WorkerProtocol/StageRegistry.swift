public import BuildGraph
internal import FoundationEssentials

/// The stages that a worker can run, by name.
public struct StageRegistry: Sendable {
  private struct Entry: Sendable {
    let descriptor: StageDescriptor
    let run: @Sendable (_ request: [UInt8], _ context: StageContext) throws -> Void
  }

  private var entries: [String: Entry] = [:]

  /// - Precondition: No two implementations are of one stage.
  public init(_ implementations: [any StageImplementation.Type]) {
    for implementation in implementations { register(implementation) }
  }

  /// What is registered under the name.
  public func descriptor(of stage: String) -> StageDescriptor? { entries[stage]?.descriptor }

  /// Runs a stage.
  ///
  /// - Parameter request: A JSON object that holds the parameters under `parameters`.
  /// - Throws: ``StageError``: the stage's own, or `internal` when there is no such stage, when
  ///   the request does not hold its parameters or names other outputs, or when it threw
  ///   anything else.
  func run(stage: String, request: [UInt8], in context: StageContext) throws(StageError) {
    guard let entry = entries[stage] else {
      throw StageError(code: "internal", message: "This worker has no stage \"\(stage)\".")
    }
    do {
      try entry.run(request, context)
    } catch let error as StageError {
      throw error
    } catch {
      throw StageError(
        code: "internal", message: "Stage \"\(stage)\" failed.",
        detail: String(describing: error))
    }
  }

  private mutating func register<Implementation: StageImplementation>(
    _ implementation: Implementation.Type
  ) {
    let descriptor = implementation.descriptor
    precondition(entries[descriptor.name] == nil, "two stages are named \(descriptor.name)")
    entries[descriptor.name] = Entry(descriptor: descriptor) { request, context in
      // The type of the parameters is known only here, so the request is read a second time for
      // them alone.
      let parameters: Implementation.Parameters
      do {
        parameters = try JSONDecoder().decode(
          ParametersEnvelope<Implementation.Parameters>.self, from: Data(request)
        ).parameters
      } catch {
        throw StageError(
          code: "internal",
          message: "The parameters of stage \"\(descriptor.name)\" cannot be read.",
          detail: String(describing: error))
      }
      guard Set(parameters.descriptor.outputs.map(\.name)) == context.outputNames else {
        throw StageError(
          code: "internal",
          message: "The request does not name the outputs of stage \"\(descriptor.name)\".")
      }
      try implementation.run(parameters, in: context)
    }
  }
}

private struct ParametersEnvelope<Parameters: Decodable>: Decodable {
  let parameters: Parameters
}
