import BenchSupport
import Foundation

/// The files that the reference film is made from: six stills, six clips, music, and speech.
struct MediaSet {
  var stills: [String]
  var clips: [String]
  var music: String

  static let count = 6

  /// Those of the folder that was given, else made ones.
  init(_ options: FilmOptions, in workplace: Workplace) throws {
    guard let folder = options.media else {
      self = try MadeMedia(in: workplace).make()
      return
    }
    let files = Self.files(in: folder)
    stills = try Self.choose(options.stills, among: files, endings: ["jpg", "jpeg", "png"])
    clips = try Self.choose(options.clips, among: files, endings: ["mp4", "mov", "mkv", "webm"])
    let sounds = try Self.choose(
      options.music.map { [$0] } ?? [], among: files, endings: ["ogg", "mp3", "wav", "flac"],
      count: 1)
    music = sounds[0]
  }

  init(stills: [String], clips: [String], music: String) {
    self.stills = stills
    self.clips = clips
    self.music = music
  }

  /// The reference film, whose words are spoken by flite.
  func film(in workplace: Workplace) throws -> ReferenceFilm {
    var scenes: [ReferenceFilm.Scene] = []
    for index in 0..<2 * Self.count {
      let isStill = index.isMultiple(of: 2)
      let words = "This is scene number \(index + 1), and it says \(Self.endings[index])."
      let speech = workplace.path("speech\(index + 1).wav")
      try workplace.run([
        "ffmpeg", "-v", "error", "-f", "lavfi", "-i",
        "flite=voice=slt:text='\(words.replacingOccurrences(of: ",", with: "\\,"))'",
        "-ar", "48000", "-y", speech,
      ])
      let length = try workplace.output(of: [
        "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", speech,
      ])
      scenes.append(
        .init(
          path: isStill ? stills[index / 2] : clips[index / 2], isStill: isStill, words: words,
          speech: speech, speechLength: Double(length) ?? 0))
    }
    return ReferenceFilm(scenes: scenes, music: music)
  }

  private static let endings = [
    "so aloud", "a little more", "nothing new", "what there is", "that it moves", "goodbye soon",
    "one thing only", "it once again", "it quietly", "almost all of it", "a last word", "the end",
  ]

  private static func files(in folder: String) -> [String] {
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return names.compactMap { $0 as? String }.sorted().map { "\(folder)/\($0)" }
  }

  private static func choose(
    _ beginnings: [String], among files: [String], endings: [String], count: Int = count
  ) throws -> [String] {
    let files = files.filter { endings.contains(($0 as NSString).pathExtension.lowercased()) }
    let chosen: [String]
    if beginnings.isEmpty {
      chosen = Array(files.prefix(count))
    } else {
      chosen = try beginnings.map { beginning in
        guard
          let file = files.first(where: {
            ($0 as NSString).lastPathComponent.hasPrefix(beginning)
          })
        else { throw BenchError("no file's name begins with \(beginning)") }
        return file
      }
    }
    guard chosen.count == count else {
      throw BenchError("\(count) files ending in \(endings.joined(separator: ", ")) are needed")
    }
    return chosen
  }
}
