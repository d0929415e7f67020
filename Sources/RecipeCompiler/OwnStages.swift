import BuildGraph
import RecipeLanguage
import StageCatalog

/// The nodes of those of a recipe's own stages on which the film stands. The others were checked
/// with the recipe and are not run.
struct OwnStages {
  private struct Entry {
    var node: NodeID
    var outputs: [String]
  }

  private var entries: [String: Entry] = [:]

  init(recipe: Recipe, builder: GraphBuilder) {
    guard !recipe.stages.isEmpty else { return }
    let used = Self.used(in: recipe)
    // Each stage comes after those whose outputs it reads.
    for stage in recipe.stages where used.contains(stage.id.value) {
      let outputs = stage.outputs.map(\.value)
      let node = builder.add(
        CommandParameters(
          run: stage.run.value, inputs: stage.inputs.map(\.name), outputs: outputs),
        inputs: stage.inputs.map { Node.Input("in", source(of: $0)) }, label: stage.id.value)
      entries[stage.id.value] = Entry(node: node, outputs: outputs)
    }
  }

  /// What a node reads for a medium that the recipe names.
  func source(of media: MediaSource) -> Node.Source {
    switch media {
    case .file(let path): .file(path: path.value.resolved)
    case .stage(let output): source(ofStage: output.stage.value, output: output.output?.value)
    }
  }

  private func source(of input: OwnStage.Input) -> Node.Source {
    switch input.source {
    case .file(let path): .file(path: path.value.resolved)
    case .output(let stage, let name): source(ofStage: stage, output: name.value)
    }
  }

  private func source(ofStage stage: String, output: String?) -> Node.Source {
    guard let entry = entries[stage], let name = output ?? entry.outputs.first else {
      preconditionFailure("a stage that the recipe's checks let pass")
    }
    return .output(of: entry.node, name: name)
  }

  /// The ids of the stages that the film uses, and of those that these stand on.
  private static func used(in recipe: Recipe) -> Set<String> {
    var used: Set<String> = []
    for case .stage(let output) in recipe.mediaSources { used.insert(output.stage.value) }
    for stage in recipe.stages.reversed() where used.contains(stage.id.value) {
      for input in stage.inputs {
        if case .output(let other, _) = input.source { used.insert(other) }
      }
    }
    return used
  }
}
