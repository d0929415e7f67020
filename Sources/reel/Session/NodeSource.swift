import BuildEngine
import BuildGraph
import RecipeLanguage
import StageCatalog

/// What a node reads that a recipe names: a file, or what one of the recipe's own stages makes.
enum NodeSource: Hashable {
  case file(String)
  /// - Parameter isFirst: Whether it is the one that is meant where no output is named.
  case made(stage: String, output: String, isFirst: Bool)

  /// - Returns: `nil` for what reel's own stages make.
  init?(_ input: Node.Input, in graph: Graph) {
    switch input.source {
    case .file(let path): self = .file(path)
    case .output(let maker, let name):
      guard let command = graph[maker].parameters as? CommandParameters else { return nil }
      self = .made(
        stage: graph[maker].label, output: name, isFirst: command.outputs.first == name)
    }
  }

  /// Whether it is this artifact, made by one of the recipe's own stages.
  func isMade(_ artifact: BuildFailure.Artifact) -> Bool {
    guard case .made(let stage, let output, _) = self else { return false }
    return stage == artifact.maker && output == artifact.output
  }

  /// Whether it is what a recipe names by this.
  func matches(_ media: MediaSource) -> Bool {
    switch (self, media) {
    case (.file(let path), .file(let named)): path == named.value.resolved
    case (.made(let stage, let output, let isFirst), .stage(let named)):
      stage == named.stage.value && (named.output.map { $0.value == output } ?? isFirst)
    default: false
    }
  }
}
