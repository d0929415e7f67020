import Foundation

/// The film's captions as an ASS file, for the tools that take one.
struct CaptionFile {
  var film: ReferenceFilm

  var text: String {
    let size = Int(Double(ReferenceFilm.height) * ReferenceFilm.captionSize * 1.36)
    var lines = [
      "[Script Info]", "ScriptType: v4.00+", "PlayResX: \(ReferenceFilm.width)",
      "PlayResY: \(ReferenceFilm.height)", "WrapStyle: 0", "", "[V4+ Styles]",
      "Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, "
        + "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV",
      "Style: D,Noto Sans,\(size),&H00FFFFFF,&H00000000,&H00000000,0,1,2.2,0,2,43,43,43", "",
      "[Events]", "Format: Layer, Start, End, Style, Text",
    ]
    for (index, scene) in film.scenes.enumerated() {
      let start = film.start(ofScene: index) + ReferenceFilm.speechStart
      lines.append(
        "Dialogue: 0,\(Self.time(start)),\(Self.time(start + scene.speechLength + 0.3)),D,"
          + scene.words)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func time(_ seconds: Double) -> String {
    String(
      format: "%d:%02d:%05.2f", Int(seconds) / 3600, Int(seconds) / 60 % 60,
      seconds.truncatingRemainder(dividingBy: 60))
  }
}
