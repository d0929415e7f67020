import ArtifactStore
import BuildEngine
import BuildGraph
import BuildReports
import RecipeCompiler
import RecipeLanguage
import StageCatalog
import WorkerProtocol

/// What a failure means to the author of a recipe: the reason, at the places that need what failed.
extension RecipeSession {
  /// What a display says behind `failed: `: what failed and why.
  ///
  /// Where the recipes name what failed, the reason stands there, as with all errors of a recipe.
  /// It is given once: a file that several stages cannot read has one error.
  func text(of failure: BuildFailure) -> String {
    let uses = uses(of: failure)
    guard let first = uses.first else { return SummaryText.failure(failure) }
    let reason = FailureReason(failure, sources: sources(of: failure))
    let error = Diagnostic(
      reason.sentence, at: first.mark,
      notes: uses.dropFirst().prefix(Self.shownUses).map {
        .init($0.scene.map { "\($0) needs it too" } ?? "it is needed here too", at: $0.mark)
      })
    guard toldFailures.insert(error).inserted else {
      return "\(failure.label): for the same reason"
    }
    // A damaged video may fail many segments, each at a time of its own.
    if failure.error.code == "invalid-media", !toldDamage.insert(uses.map(\.mark)).inserted {
      return "\(failure.label): \(reason.brief)"
    }
    let texts = loads.map(\.sources).reduce(loads[0].sources) { $0.merging($1) }
    var text = failure.label + "\n" + Console.renderer(texts).text(for: error)
    let missing = uses.count - 1 - Self.shownUses
    if missing > 0 { text += "note: \(missing) more places need it\n" }
    if !reason.lines.isEmpty { text += "note: the last that was printed:\n" }
    for line in reason.lines { text += "    \(line)\n" }
    return String(text.dropLast())
  }

  /// The places of which a failure's text speaks.
  func places(of failure: BuildFailure) -> [FailurePlace] {
    uses(of: failure).map {
      FailurePlace(file: $0.mark.file, line: $0.mark.line, column: $0.mark.column)
    }
  }

  /// More places of one file than this help nobody.
  private static let shownUses = 6

  private typealias Use = (mark: SourceMark, scene: String?)

  /// Where the recipes name what a failure speaks of, else the scene or the stage that failed.
  private func uses(of failure: BuildFailure) -> [Use] {
    guard let node = failure.node else {
      return outputs.filter { $0.path == failure.label }.map { ($0.mark, nil) }
    }
    guard owners.indices.contains(node.index) else { return [] }
    // Of two recipes, both may have a scene of the label's name.
    let owner = compilers[owners[node.index]].recipe
    if failure.stage == CommandParameters.stage.name {
      return owner.stageMark(ofNode: failure.label).map { [($0, nil)] } ?? []
    }
    if failure.error.code == "unknown-voice", let voice = owner.narration.voice {
      return [(voice.mark, nil)]
    }
    let blamed = sources(of: failure)
    var seen: Set<SourceMark> = []
    let uses = compilers.map(\.recipe).flatMap { recipe -> [Use] in
      return Self.needy(of: failure, in: recipe).filter { media in
        blamed.contains { $0.matches(media) }
      }
      .map(\.mark).filter { seen.insert($0).inserted }
      .map { ($0, recipe.sceneName(at: $0)) }
    }
    if !uses.isEmpty { return uses }
    if failure.stage == SpeechParameters.stage.name,
      let text = owner.textMark(ofNode: failure.label)
    {
      return [(text, nil)]
    }
    return owner.sceneMark(ofNode: failure.label).map { [($0, nil)] } ?? []
  }

  /// What a recipe names to be used in the way that failed.
  private static func needy(of failure: BuildFailure, in recipe: Recipe) -> [MediaSource] {
    // A picture may well hold no captions, and a video no sound.
    if failure.stage == CuesParameters.stage.name { return recipe.captionSources }
    if failure.stage == ColorTableParameters.stage.name { return recipe.tableSources }
    return failure.error.code == "no-sound" ? recipe.recordings : recipe.mediaSources
  }

  /// What a failure is about: all that its message names, or the only thing that was read.
  private func sources(of failure: BuildFailure) -> [NodeSource] {
    let sources = failure.node.flatMap { nodeSources[$0.index] } ?? []
    if sources.count < 2 { return sources }
    let named = sources.compactMap { source -> (source: NodeSource, path: String)? in
      guard case .file(let path) = source else { return nil }
      let absolute = Paths.absolute(path)
      return failure.error.message.contains(absolute) ? (source, absolute) : nil
    }
    // `clip.mp4` stands in `clip.mp4.part` as well.
    let files = named.filter { file in
      !named.contains { $0.path != file.path && $0.path.hasPrefix(file.path) }
    }.map(\.source)
    return files + sources.filter { failure.artifacts.contains(where: $0.isMade) }
  }
}
