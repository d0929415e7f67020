/// The texts of `reel help` and `reel COMMAND --help`.
enum HelpText {
  static func overview(_ commands: [any Command.Type]) -> String {
    let width = (commands.map { $0.name.count }.max() ?? 0) + 2
    let list = commands.map { "  \(padded($0.name, to: width))\($0.summary)" }
    return """
      reel: make for videos. A recipe becomes a film, and only what changed is made again.

      usage: reel COMMAND [OPTION…] [RECIPE…]

      \(list.joined(separator: "\n"))

      'reel COMMAND --help' tells more of a command.
      Exit status: 0 built or up to date, 1 a stage failed, 2 usage, recipe or profile error,
      3 store damaged or not writable, 130 interrupted.

      """
  }

  static func command(_ command: any Command.Type) -> String {
    let options = command.options + [.help]
    let heads = options.map { option in
      (option.short.map { "-\($0), " } ?? "    ") + "--\(option.name)"
        + (option.placeholder.map { " \($0)" } ?? "")
    }
    let width = (heads.map(\.count).max() ?? 0) + 2
    let list = zip(heads, options).map { "  \(padded($0, to: width))\($1.summary)" }
    let notes = command.notes.isEmpty ? "" : "\n" + command.notes.joined(separator: "\n") + "\n"
    return """
      \(command.summary)

      usage: reel \(command.name) [OPTION…]\(command.operands.isEmpty ? "" : " " + command.operands)
      \(notes)
      \(list.joined(separator: "\n"))

      """
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 1))
  }
}
