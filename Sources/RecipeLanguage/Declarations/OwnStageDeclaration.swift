extension Declarations {
  static let ownStage: Shape<OwnStageDraft> = ownStageMapping.shape(
    "stage", make: { OwnStageDraft(mark: $0) }, finish: { draft, _ in draft })

  static let ownStageMapping = MappingDeclaration<OwnStageDraft>(
    "a stage", "A command that makes files which scenes, overlays and sound may use.",
    fields: [
      Field(
        "id", stageID, "By which name it is used; changing it makes nothing new.", required: true
      ) { $0.id = $1 },
      Field(
        "run", command,
        "What the shell runs. $in stands for all inputs, $in1 for the first; $out and $out1 for"
          + " the outputs.",
        required: true
      ) { $0.run = $1 },
      Field("inputs", stageInputs, "The files that it reads, or outputs of other stages.") {
        $0.inputs = $1
      },
      Field("outputs", stageOutputs, "The names of the files that it makes.", required: true) {
        $0.outputs = $1
      },
    ])

  private static let stageID = Shape<String>.scalar(
    "a name for a stage",
    schema: {
      Schema(["type": .string("string"), "pattern": .string("^[A-Za-z_][A-Za-z0-9_-]*$")])
    }
  ) { scalar throws(ValueProblem) in
    guard scalar.boolean == nil, Variables.isName(scalar.text) else {
      throw ValueProblem(
        "\(scalar.text.quoted) is no name for a stage; use letters, digits, '_' and '-', with a"
          + " letter or '_' first")
    }
    return scalar.text
  }.located

  /// The command as it is written, but for the line ends behind it.
  private static let command = Shape<String>.scalar(
    "a command", schema: { Schema(["type": .string("string"), "minLength": .integer(1)]) }
  ) { scalar throws(ValueProblem) in
    let text = scalar.text
    guard
      !text.unicodeScalars.contains(where: {
        ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || $0.value == 0x7F
      })
    else { throw ValueProblem("a command cannot hold control characters") }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ValueProblem("the command is empty")
    }
    guard text.utf8.count <= 64 << 10 else {
      throw ValueProblem("a command has at most 64 KiB; put a longer one into a script")
    }
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)] == "\n" {
      end = text.index(before: end)
    }
    return String(text[..<end])
  }.located

  private static let stageInputs = Shape<[Located<RecipePath>]>.either(
    "a path, or a list of paths", scalar: Shapes.path.map { [$0] },
    list: .list(of: Shapes.path, "a list of paths, at most 1000", minimum: 0, maximum: 1000))

  private static let stageOutputs = Shape<[Located<String>]>.either(
    "a file's name, or a list of names", scalar: outputName.map { [$0] },
    list: .list(of: outputName, "a list of file names, 1 to 100", maximum: 100))

  private static let outputName = Shape<String>.scalar(
    "a file's name such as lut.png",
    schema: { Schema(["type": .string("string"), "pattern": .string("^[^/]+$")]) }
  ) { scalar throws(ValueProblem) in
    let text = scalar.text
    if scalar.boolean != nil || text.isEmpty { throw .unexpected }
    let name = PathText.name(of: text)
    guard name == text, text != ".", text != ".." else {
      throw ValueProblem(
        "an output is a file's name without folders; it appears in a folder of its own",
        suggestion: name.isEmpty || name == "." || name == ".." ? nil : name)
    }
    guard !text.unicodeScalars.contains(where: \.isUnprintable) else {
      throw ValueProblem("a file's name cannot hold control characters")
    }
    guard text.utf8.count <= 100 else {
      throw ValueProblem("an output's name has at most 100 bytes")
    }
    return text
  }.located
}
