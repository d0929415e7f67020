/// What has to be right between own stages, and between them and what uses them.
struct StageChecks {
  let reader: RecipeReader
  private let drafts: [OwnStageDraft]
  /// Which stage makes an output, by the output's name.
  private let makers: [String: Int]
  private let numbers: [String: Int]

  /// Checks that no two stages share an id and no two outputs a name.
  init(_ drafts: [OwnStageDraft], _ reader: RecipeReader) {
    self.reader = reader
    self.drafts = drafts
    var numbers: [String: Int] = [:]
    var makers: [String: Int] = [:]
    var stages: [String: SourceMark] = [:]
    var outputs: [String: SourceMark] = [:]
    for (index, draft) in drafts.enumerated() {
      if let id = draft.id {
        Self.claim(id, in: &stages, "two stages have the id \(id.value.quoted)", reader)
        if numbers[id.value] == nil { numbers[id.value] = index }
      }
      for output in draft.outputs {
        Self.claim(
          output, in: &outputs, "two outputs of stages are named \(output.value.quoted)", reader)
        if makers[output.value] == nil { makers[output.value] = index }
      }
    }
    self.makers = makers
    self.numbers = numbers
  }

  private static func claim(
    _ name: Located<String>, in known: inout [String: SourceMark], _ message: String,
    _ reader: RecipeReader
  ) {
    guard let other = known[name.value] else { return known[name.value] = name.mark }
    reader.report(
      Diagnostic(message, at: name.mark, notes: [.init("the first one", at: other)]))
  }

  /// The stages, each after those whose outputs it reads.
  func stages() -> [OwnStage] {
    var stages: [OwnStage?] = []
    for draft in drafts {
      let inputs = draft.inputs.map(input)
      checkNames(of: draft, inputs)
      guard let id = draft.id, let run = draft.run else { return [] }
      stages.append(
        OwnStage(
          mark: draft.mark, id: id, run: run, inputs: inputs.map(\.input),
          outputs: draft.outputs))
    }
    let order = StageOrder(
      dependencies: drafts.map { draft in
        draft.inputs.compactMap { makers[Self.name($0.value.text)] }
      })
    for circle in order.circles { report(circle) }
    return order.stages.compactMap { stages[$0] }
  }

  /// Reports a stage or an output that is named and that there is not.
  func check(_ source: MediaSource) {
    guard case .stage(let wanted) = source else { return }
    guard let stage = numbers[wanted.stage.value].map({ drafts[$0] }) else {
      reader.report(
        Diagnostic(
          "no stage has the id \(wanted.stage.value.quoted)", at: wanted.stage.mark,
          suggestion: Spelling.nearest(to: wanted.stage.value, among: numbers.keys.sorted())))
      return
    }
    let outputs = stage.outputs.map(\.value)
    guard let output = wanted.output, !outputs.contains(output.value) else { return }
    reader.report(
      Diagnostic(
        "the stage \(wanted.stage.value.quoted) has no output \(output.value.quoted); it makes"
          + " \(outputs.map(\.quoted).joined(separator: ", "))",
        at: output.mark, suggestion: Spelling.nearest(to: output.value, among: outputs)))
  }

  // MARK: Inputs

  private typealias MarkedInput = (input: OwnStage.Input, mark: SourceMark)

  /// An input is the output of that name, if there is one, else a file.
  private func input(_ path: Located<RecipePath>) -> MarkedInput {
    let name = Self.name(path.value.text)
    guard let maker = makers[name], let id = drafts[maker].id else {
      return (.init(name: Self.name(path.value.text, inside: true), source: .file(path)), path.mark)
    }
    let source = OwnStage.Source.output(stage: id.value, name: Located(name, at: path.mark))
    return (.init(name: name, source: source), path.mark)
  }

  /// A path without detours.
  ///
  /// - Parameter inside: Whether a path that leads out of the recipe's folder is cut to the file's
  ///   own name.
  private static func name(_ text: String, inside: Bool = false) -> String {
    let name = PathText.lexicallyNormalized(text)
    let leadsOut = name.hasPrefix("/") || name.hasPrefix("../")
    return inside && leadsOut ? PathText.name(of: name) : name
  }

  /// A command's inputs and outputs have names that can stand in one folder.
  private func checkNames(of draft: OwnStageDraft, _ inputs: [MarkedInput]) {
    let outputs = Dictionary(
      draft.outputs.map { ($0.value, $0.mark) }, uniquingKeysWith: { first, _ in first })
    var folders: [String: SourceMark] = [:]
    for (input, mark) in inputs {
      for index in input.name.indices where input.name[index] == "/" {
        folders[String(input.name[..<index])] = mark
      }
    }
    var files: [String: SourceMark] = [:]
    for (input, mark) in inputs {
      // That a stage reads what it makes is told as the circle that it is.
      if case .output(let stage, _) = input.source, stage == draft.id?.value { continue }
      if let other = files[input.name] ?? folders[input.name] ?? outputs[input.name] {
        reader.report(
          Diagnostic(
            "the command would find two files under the name \(input.name.quoted)", at: mark,
            notes: [.init("the other one", at: other)]))
      } else if [".", "..", ""].contains(input.name) {
        reader.report(Diagnostic("an input is a file, not a folder", at: mark))
      } else {
        files[input.name] = mark
      }
    }
    for output in draft.outputs {
      guard let folder = folders[output.value] else { continue }
      reader.report(
        Diagnostic(
          "the output \(output.value.quoted) has the name of a folder of inputs", at: output.mark,
          notes: [.init("an input in it", at: folder)]))
    }
  }

  /// Names the whole circle, at the input by which its first stage reads the second's output.
  private func report(_ circle: [Int]) {
    let next = circle.count > 1 ? circle[1] : circle[0]
    let mark = drafts[circle[0]].inputs.first { makers[Self.name($0.value.text)] == next }?.mark
    let names = (circle + [circle[0]]).map { drafts[$0].id?.value ?? "?" }
    reader.report(
      Diagnostic(
        "the stages need each other in a circle: \(names.joined(separator: " -> "))",
        at: mark ?? drafts[circle[0]].mark))
  }
}
