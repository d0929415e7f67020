internal import FilmVocabulary

/// The keys that a clip and an overlay's video have in common, while they are read.
struct PlayDraft: Sendable {
  var trim: Trim?
  var retiming = Retiming()
  var loops: Bool?
  var volume: Volume?
  var crop: UnitRectangle?
  var look = Look()
  /// The keys that were there, and where.
  private var marks: [(key: String, mark: SourceMark)] = []

  /// All of them.
  static let keys = movingKeys + ["frame", "crop", "chroma_key", "eq", "lut"]
  /// Those that make sense for what moves only.
  static let movingKeys = ["trim", "speed", "reverse", "freeze", "loop", "volume"]

  /// The first of some keys that is there.
  func first(of keys: [String]) -> (key: String, mark: SourceMark)? {
    marks.first { keys.contains($0.key) }
  }

  /// Reports stops that lie outside of what is shown.
  func check(_ reader: RecipeReader) -> Bool {
    if loops == true, let (_, mark) = first(of: ["freeze"]) {
      reader.report(Diagnostic("'freeze' and 'loop' do not go together", at: mark))
      return false
    }
    guard let trim else { return true }
    for freeze in retiming.freezes {
      let isBefore = trim.from.value.isKnownLater(than: freeze.at.value) == true
      let isAfter = trim.to.map { freeze.at.value.isKnownLater(than: $0.value) == true } ?? false
      if isBefore || isAfter {
        reader.report(
          Diagnostic("the picture cannot stand there: the clip is trimmed", at: freeze.at.mark))
        return false
      }
    }
    return true
  }

  /// The keys, for a mapping that keeps such a draft.
  ///
  /// - Parameter volume: The volume that holds where there is none.
  static func fields<Record>(
    _ draft: WritableKeyPath<Record, PlayDraft> & Sendable, volume: String
  ) -> [Field<Record>] {
    func field<Value: Sendable>(
      _ name: String, _ shape: Shape<Value>, _ summary: String, default defaultText: String? = nil,
      _ store: @escaping @Sendable (inout PlayDraft, Located<Value>) -> Void
    ) -> Field<Record> {
      Field(name, shape.located, summary, default: defaultText) { record, value in
        record[keyPath: draft].marks.append((name, value.mark))
        // Whether something begins again, and how loud it is, may be said of any file.
        if movingKeys.contains(name), name != "loop", name != "volume" {
          record[keyPath: draft].retiming.videoKeys.append(Located(name, at: value.mark))
        }
        store(&record[keyPath: draft], value)
      }
    }
    return [
      field(
        "trim", Declarations.trim,
        "The part of a video that is used: from, and up to, in its own time."
      ) { $0.trim = $1.value },
      field(
        "speed", Declarations.speed, "How many times as fast a video plays, at the same pitch.",
        default: "1"
      ) { $0.retiming.speed = $1.value },
      field("reverse", Shapes.boolean, "Whether a video plays backwards.", default: "false") {
        $0.retiming.isReversed = $1.value
      },
      field(
        "freeze", Declarations.freezes,
        "Where a video's picture stands for a while, in its own time; its sound is silent then."
      ) { $0.retiming.freezes = $1.value },
      field(
        "loop", Shapes.boolean, "Whether a video begins again when it is over.",
        default: "as an animated image says; false for videos"
      ) { $0.loops = $1.value },
      field(
        "frame", Shapes.time, "The one picture of a video that shows, in its own time, as a still."
      ) { $0.retiming.frame = Located($1.value, at: $1.mark) },
      field(
        "volume", Shapes.volume, "How loud its own sound is; 0 silences it.", default: volume
      ) { $0.volume = $1.value },
      field(
        "crop", Declarations.rectangle, "The part of the upright picture that is used."
      ) { $0.crop = $1.value },
      field("chroma_key", Declarations.chromaKey, "A colour that becomes transparent.") {
        $0.look.key = $1.value
      },
      field("eq", Declarations.adjustment, "Brightness and colour.") {
        $0.look.adjustment = $1.value.isNeutral ? nil : $1.value
      },
      field("lut", Declarations.table, "A table of colours, a .cube file.") {
        $0.look.table = $1.value
      },
    ]
  }
}
