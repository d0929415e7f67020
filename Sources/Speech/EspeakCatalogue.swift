internal import CEspeakNG

/// The voices that espeak-ng's data holds.
struct EspeakCatalogue: Sendable {
  /// Is asked for once; a process that outlives a change of the data keeps what it knows.
  static let shared = Result { () throws(SpeechError) in try EspeakCatalogue() }

  /// The library's version.
  let version: String
  /// The folder of the data.
  let folder: String
  let voices: [SpeechVoice]
  let variants: [String]

  private struct Entry {
    var voice: SpeechVoice
    /// The voice's file within the data.
    var file: String
    /// How well it fits each language: the less, the better.
    var ranks: [(language: String, rank: Int)]
  }

  private let entries: [Entry]

  init() throws(SpeechError) {
    var answer = try IsolatedSpeech(reel_espeak_describe, 0, engine: .espeak) {
      Self.error(status: $0, voice: "")
    }.texts[...]
    version = answer.popFirst() ?? ""
    folder = answer.popFirst() ?? ""
    var entries: [Entry] = []
    var variants: [String] = []
    while let title = answer.popFirst(), let file = answer.popFirst(),
      let gender = answer.popFirst()
    {
      var ranks: [(language: String, rank: Int)] = []
      while let language = answer.popFirst(), !language.isEmpty {
        let rank = Int(language.utf8.first ?? 0)
        ranks.append((Self.folded(String(language.dropFirst())), rank))
      }
      if file.hasPrefix("!v/") {
        variants.append(String(file.dropFirst(3)))
      } else if !file.hasPrefix("mb/") {
        // MBROLA's voices run a program of that name, which no key would know.
        let sorted = ranks.enumerated().sorted {
          ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
        }
        let name = ranks.first?.language ?? file
        let genders: [String: SpeechVoice.Gender] = ["1": .male, "2": .female]
        let voice = SpeechVoice(
          engine: .espeak, name: name, title: title.trimmed,
          languages: sorted.map(\.element.language), gender: genders[gender] ?? .unknown)
        entries.append(Entry(voice: voice, file: file, ranks: ranks))
      }
    }
    // Two voices may begin with the same language: the second then goes by its file.
    entries.sort { $0.file < $1.file }
    var names: Set<String> = []
    for index in entries.indices where !names.insert(entries[index].voice.name).inserted {
      entries[index].voice.name = entries[index].file
    }
    self.entries = entries
    self.variants = Array(Set(variants)).sorted()
    voices = entries.map(\.voice).sorted { $0.name < $1.name }
  }

  /// The voice that a name, without a variant, means.
  func voice(_ name: String) -> SpeechVoice? { entry(Self.split(name).voice)?.voice }

  /// What the library has to be asked for: a voice's file and perhaps a variant. `nil` if there
  /// is no such voice or no such variant.
  func file(of name: String) -> String? {
    let (voice, variant) = Self.split(name)
    guard let entry = entry(voice) else { return nil }
    guard let variant else { return entry.file }
    let wanted = Self.folded(variant)
    // A file's own spelling, where one has it, goes before another that differs in case only.
    guard
      let known = variants.first(where: { $0 == variant })
        ?? variants.first(where: { Self.folded($0) == wanted })
    else { return nil }
    return "\(entry.file)+\(known)"
  }

  func unknownVoice(_ name: String) -> SpeechError {
    let (voice, variant) = Self.split(name)
    if let variant, entry(voice) != nil {
      return SpeechError(
        .unknownVoice,
        "espeak's voices have no variant \"\(variant)\""
          + "\(NearNames.clause(of: variant, among: variants)). "
          + "`espeak-ng --voices=variant` lists them all.")
    }
    let names = entries.flatMap { $0.ranks.map(\.language) + [$0.voice.name] }
    return SpeechError(
      .unknownVoice,
      "espeak has no voice \"\(voice)\"\(NearNames.clause(of: voice, among: names)). "
        + "`espeak-ng --voices` lists them all.")
  }

  /// What a child's status means.
  static func error(status: Int32, voice: String) -> SpeechError? {
    switch Int(status) {
    case REEL_ESPEAK_NO_DATA:
      SpeechError(
        .missingData, "espeak-ng's data cannot be read; install the package espeak-ng-data.")
    case REEL_ESPEAK_NO_VOICE:
      SpeechError(.unknownVoice, "espeak cannot load its voice \"\(voice)\"; choose another.")
    default: nil
    }
  }

  // MARK: Names

  private func entry(_ name: String) -> Entry? {
    let wanted = Self.folded(name)
    guard !wanted.isEmpty else { return nil }
    if let found = entries.first(where: {
      Self.folded($0.file) == wanted || Self.folded($0.voice.title) == wanted
    }) {
      return found
    }
    var parts = wanted.split(separator: "-")
    while !parts.isEmpty {
      if let found = best(parts.joined(separator: "-")) { return found }
      parts.removeLast()
    }
    return nil
  }

  /// The voice that fits a language best; of equals, the one whose first language it is.
  private func best(_ language: String) -> Entry? {
    var best: (entry: Entry, rank: (Int, Int))?
    for entry in entries {
      guard let place = entry.ranks.firstIndex(where: { $0.language == language }) else {
        continue
      }
      let rank = (entry.ranks[place].rank, place)
      if best.map({ rank < $0.rank }) ?? true { best = (entry, rank) }
    }
    return best?.entry
  }

  private static func split(_ name: String) -> (voice: String, variant: String?) {
    let parts = name.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" ? "-" : $0 }).trimmed
  }
}

extension String {
  /// Without the spaces at both ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
