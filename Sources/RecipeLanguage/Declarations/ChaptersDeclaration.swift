extension Declarations {
  static let chapters = Shape<Chapters>.either(
    "from-scenes, none, or a list of chapters",
    scalar: Shapes.word(
      "kind of chapters", [("from-scenes", .fromScenes), ("none", Chapters.none)]),
    list: .init(
      "a list of chapters", schema: chapterList.schema,
      read: { node, reader in
        guard let chapters = chapterList.read(node, reader) else { return nil }
        for (first, second) in zip(chapters, chapters.dropFirst())
        where second.at.value.isKnownLater(than: first.at.value) == false {
          reader.report(
            Diagnostic(
              "a chapter begins later than the one before it", at: second.at.mark,
              notes: [.init("the one before", at: first.at.mark)]))
          return nil
        }
        return .list(chapters)
      }))

  private static let chapterList = Shape<[Chapter]>.list(
    of: chapterMapping.shape("chapter", make: { _ in ChapterDraft() }) { draft, _ in
      guard let title = draft.title, let at = draft.at else { return nil }
      return Chapter(title: title, at: at)
    }, "a list of chapters")

  struct ChapterDraft: Sendable {
    var title: Located<String>?
    var at: Located<TimeValue>?
  }

  static let chapterMapping = MappingDeclaration<ChapterDraft>(
    "a chapter", "A chapter of the film.",
    fields: [
      Field("title", Shapes.words.located, "Its name.", required: true) { $0.title = $1 },
      Field("at", Shapes.time.located, "When it begins, from the film's start.", required: true) {
        $0.at = $1
      },
    ])
}
