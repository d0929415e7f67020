import BuildGraph
import RecipeLanguage
import StageCatalog

/// The files of all films of a recipe, each once.
struct TargetList {
  var builder: GraphBuilder
  private(set) var targets: [BuildPlan.Target] = []
  /// By path: the place of the target that is written there, and the output that it belongs to.
  private var owners: [String: (index: Int, output: Output)] = [:]

  init(builder: GraphBuilder) { self.builder = builder }

  /// Adds a file, unless it is there already. One that would overwrite another is reported.
  mutating func add(_ target: BuildPlan.Target, of output: Output) {
    guard let (index, other) = owners[target.path] else {
      owners[target.path] = (targets.count, output)
      targets.append(target)
      return
    }
    if targets[index].makesNeedless(target) { return }
    let names = [other, output].map { "'\($0.path.value.text)'" }
    builder.report(
      Diagnostic(
        "'\(target.path)' would be written for \(names[0]) and for \(names[1]), which differ; give "
          + "one of them another name",
        at: output.path.mark, notes: [.init("the first one", at: other.path.mark)]))
  }
}

extension BuildPlan.Target {
  /// Whether another target of the same path adds nothing: it is the same file, as the captions of
  /// a film in two containers are, or the picture of a film that has one of that name in another
  /// container.
  fileprivate func makesNeedless(_ other: Self) -> Bool {
    output == other.output
      && (node == other.node || output == ThumbnailParameters.stage.outputs[0].name)
  }
}
