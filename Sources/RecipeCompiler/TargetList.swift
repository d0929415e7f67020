import BuildGraph
import RecipeLanguage
import StageCatalog

/// The files of all films of a recipe, each once.
struct TargetList {
  var builder: GraphBuilder
  private(set) var targets: [BuildPlan.Target] = []
  /// By path: where the recipe says that the file is to be made.
  private(set) var places: [String: SourceMark] = [:]
  /// By path: the place of the target that is written there, and the output that it belongs to.
  private var owners: [String: (index: Int, output: Output)] = [:]

  init(builder: GraphBuilder) { self.builder = builder }

  /// Adds a file, unless it is there already. One that would overwrite another is reported.
  ///
  /// - Parameter place: Where the recipe names it.
  mutating func add(_ target: BuildPlan.Target, of output: Output, at place: SourceMark) {
    guard let (index, other) = owners[target.path] else {
      owners[target.path] = (targets.count, output)
      targets.append(target)
      places[target.path] = place
      return
    }
    if targets[index].makesNeedless(target) { return }
    builder.report(
      Self.collision(at: target.path, of: [other, output], remark: ", and each has its own"))
  }

  /// What is said of two outputs that would write the same file.
  ///
  /// - Parameter outputs: The first one, and the one that came later.
  static func collision(at path: String, of outputs: [Output], remark: String = "") -> Diagnostic {
    let names = outputs.map { "'\($0.path.value.text)'" }.joined(separator: " and for ")
    return Diagnostic(
      "'\(path)' would be written for \(names)\(remark); give one of them another name",
      at: outputs[1].path.mark, notes: [.init("the first one", at: outputs[0].path.mark)])
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
