/// Keys by the other words that people write for them.
enum KeySynonyms {
  /// The key of a mapping that is meant by a word that is none of its keys.
  ///
  /// - Parameter keys: The keys of the mapping.
  static func key(meantBy word: String, among keys: [String]) -> String? {
    let plain = word.lowercased().replacing("-", with: "_")
    return table.first { $0.words.contains(plain) && keys.contains($0.key) }?.key
  }

  /// Where a word stands beside several keys of one mapping, the first is meant.
  static let table: [(key: String, words: [String])] = [
    ("clip", media + ["clips", "media", "footage", "visual", "visuals", "b_roll"]),
    (
      "path", media + ["audio", "sound", "media", "input", "dest", "destination", "output", "name"]
    ),
    ("narration", ["voice", "voiceover", "voice_over", "speech", "tts", "recording"]),
    ("text", ["say", "says", "speak", "words", "script", "line", "content", "caption", "title"]),
    ("run", ["command", "cmd", "shell", "script", "exec"]),
    ("inputs", ["in", "deps", "dependencies", "needs", "sources", "files", "reads"]),
    ("outputs", ["out", "output", "makes", "targets", "exports", "videos", "files", "render"]),
    ("output", ["out", "file", "name"]),
    ("caption", ["subtitle", "subtitles", "captions"]),
    ("subtitle", ["caption", "subheading", "tagline"]),
    ("subtitles", ["captions", "caption", "subs", "subtitle"]),
    ("tracks", ["languages", "track"]),
    ("id", ["name", "key", "label", "ref"]),
    ("title", ["name", "heading", "headline", "card"]),
    ("name", ["type", "kind", "style", "effect", "transition"]),
    ("duration", ["length", "time", "seconds", "secs", "dur", "last", "lasts"]),
    ("resolution", ["size", "dimensions", "width", "height", "quality", "res"]),
    ("aspect", ["ratio", "aspect_ratio", "orientation", "shape"]),
    ("fps", ["rate", "framerate", "frame_rate", "frames_per_second"]),
    ("codec", ["vcodec", "video_codec", "encoder"]),
    ("audio_codec", ["acodec", "sound_codec"]),
    ("rate", ["speed", "pace", "tempo"]),
    ("speed", ["rate", "pace", "tempo", "playback_rate"]),
    ("volume", ["gain", "level", "loudness", "vol"]),
    ("loudness", ["lufs", "volume", "level", "normalize"]),
    ("duck", ["ducking", "sidechain"]),
    ("by", ["amount", "volume", "level", "gain", "depth"]),
    ("size", ["font_size", "fontsize", "height"]),
    ("width", ["size", "scale"]),
    ("color", ["fill", "foreground", "text_color", "font_color"]),
    ("font", ["family", "font_family", "typeface", "fonts"]),
    ("outline", ["stroke", "border", "outline_width", "stroke_width"]),
    ("outline_color", ["stroke_color", "border_color"]),
    ("box", ["background", "background_color", "bg", "backdrop"]),
    ("background", ["bg", "backdrop"]),
    ("uppercase", ["caps", "all_caps", "capitals"]),
    ("align", ["alignment", "justify"]),
    ("position", ["anchor", "place", "placement", "at", "pos", "gravity", "location"]),
    ("opacity", ["alpha", "transparency"]),
    ("margin", ["padding", "inset"]),
    ("padding", ["margin", "pause", "silence"]),
    ("start", ["from", "begin", "at", "delay", "offset"]),
    ("end", ["to", "until", "stop"]),
    ("at", ["time", "start", "when"]),
    ("offset", ["delay", "shift", "start"]),
    ("trim", ["cut", "range", "in_out", "section", "start", "from", "end", "to"]),
    ("freeze", ["hold", "pause"]),
    ("frame", ["still", "at"]),
    ("loop", ["repeat"]),
    ("reverse", ["backwards", "reversed"]),
    ("chroma_key", ["chromakey", "greenscreen", "green_screen", "key"]),
    ("eq", ["adjust", "grade", "color_correction"]),
    ("lut", ["cube", "table"]),
    ("effect", ["motion", "animation", "zoom", "ken_burns", "move", "camera"]),
    ("in", ["animate_in", "enter", "fade_in"]),
    ("out", ["animate_out", "exit", "leave", "fade_out"]),
    ("overlays", ["overlay", "layers", "stickers"]),
    ("watermark", ["logo", "brand"]),
    ("thumbnail", ["poster", "cover", "preview"]),
    ("mode", ["modes", "how"]),
    ("formats", ["format", "type"]),
    ("style", ["look", "styles", "design"]),
    ("language", ["lang", "locale"]),
    ("engine", ["provider", "tts", "synthesizer"]),
    ("music", ["soundtrack", "bgm", "background_music", "audio", "song"]),
    ("audio", ["sound", "mastering"]),
    ("metadata", ["meta", "tags"]),
    ("vars", ["variables", "params", "parameters"]),
    ("include", ["includes", "import", "imports", "extends"]),
    ("scenes", ["scene", "clips", "shots", "timeline", "slides", "segments"]),
    ("stages", ["stage", "rules", "steps", "commands"]),
  ]

  private static let media = [
    "file", "filename", "file_name", "src", "source", "url", "uri", "image", "picture", "photo",
    "video",
  ]
}
