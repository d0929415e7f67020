import Foundation
import Testing

/// Scripts that are drawn as they stand, with the fonts of `packages.txt`.
@Suite("Scripts with a look of their own", .timeLimit(.minutes(5)))
struct ScriptLookTests {
  private func recipe(_ script: String, film: String = "film.mp4", seconds: Int = 4) -> String {
    """
    subtitles: { path: \(script), look: file, mode: burn }
    scenes: [{ clip: { color: black }, duration: \(seconds)s }]
    outputs: [{ path: \(film), resolution: 192x108, fps: 10 }]

    """
  }

  /// Each text shows for half a second, the first one on line 11.
  private func script(_ texts: [String]) -> String {
    let times = texts.indices.map { String(format: "0:00:%02d.%d0", $0 / 2, $0 % 2 * 5) }
    let ends = texts.indices.map { String(format: "0:00:%02d.%d0", $0 / 2, $0 % 2 * 5 + 4) }
    return """
      [Script Info]
      PlayResX: 192
      PlayResY: 108

      [V4+ Styles]
      Format: Name, Fontname, Fontsize, PrimaryColour, Outline, Alignment, MarginV
      Style: Default,Noto Serif,24,&H00FFFFFF,1,5,0

      [Events]
      Format: Start, End, Style, Text

      """
        + zip(zip(times, ends), texts).map { "Dialogue: \($0.0),\($0.1),Default,\($1)\n" }.joined()
  }

  /// The frames of a film on black ground in which something shows.
  private func shown(_ folder: Folder, _ film: String = "film.mp4") throws -> [Int] {
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-i", film, "-vf",
        "signalstats,metadata=print:key=lavfi.signalstats.YMAX:file=-", "-f", "null", "-",
      ], in: folder)
    let bright = result.output.split(separator: "\n").filter { $0.contains("YMAX") }.map {
      (Int($0.split(separator: "=").last ?? "") ?? 0) > 100
    }
    return bright.indices.filter { bright[$0] }
  }

  @Test("Words of any script in a style of Latin letters")
  func mixedScripts() throws {
    let folder = try Folder()
    try folder.write(
      script([
        "Say 你好", "日本語{\\i1}です", "{\\k20}한국{\\k20}어", "مرحبا, 1990", "שלום, עולם",
        "{\\b1}नमस्ते{\\r} ok", "{\\pos(90,50)}สวัสดี", "★ ok \u{1F600}\u{1F3FD}",
      ]), to: "look.ass")
    try folder.write(recipe("look.ass"), to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    #expect(!build.result.errors.contains("error"), "\(build.result.errors)")
    try FilmCheck(folder: folder, name: "film.mp4").decodesStrictly()
    // Four frames of each five.
    #expect(try shown(folder) == (0..<40).filter { $0 % 5 != 4 })
  }

  @Test("What no font has is an error that names the script and the line")
  func missing() throws {
    let folder = try Folder()
    try folder.write(script(["One", "Two \u{10FFFD}", "Three \u{10FFFD}"]), to: "look.ass")
    try folder.write(recipe("look.ass"), to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 2)
    #expect(build.result.errors.contains("film.yaml:1:"), "\(build.result.errors)")
    #expect(build.result.errors.contains("(U+10FFFD, "), "\(build.result.errors)")
    #expect(build.result.errors.contains("line 12 of 'look.ass'"), "\(build.result.errors)")
    #expect(!build.result.errors.contains("line 13"), "\(build.result.errors)")
    #expect(!folder.exists("film.mp4"))
  }

  @Test("A script that was written beside a film is drawn as it stands")
  func ownSidecar() throws {
    let folder = try Folder()
    try folder.write(
      """
      1
      00:00:00,500 --> 00:00:01,500
      <i>Say</i> 你好 {x \\ y}

      2
      00:00:02,000 --> 00:00:03,000
      שלום, नमस्ते
      """, to: "en.srt")
    try folder.write(
      """
      subtitles: { path: en.srt, mode: [burn, sidecar], formats: [ass] }
      scenes: [{ clip: { color: black }, duration: 4s }]
      outputs: [{ path: one.mp4, resolution: 192x108, fps: 10 }]

      """, to: "one.yaml")
    try folder.write(recipe("one.ass", film: "two.mp4"), to: "two.yaml")
    for name in ["one", "two"] {
      let build = try folder.build(name + ".yaml")
      #expect(build.status == 0, "\(build.result.errors)")
      #expect(try shown(folder, name + ".mp4") == Array(5..<15) + Array(20..<30))
    }
  }

  @Test("The script beside a film that has a script's look is that script, where it is in the film")
  func ownCopy() throws {
    let folder = try Folder()
    try folder.write(
      script([
        "before the film", "{\\an7}{\\c&H00FF00&}One", "{\\fad(100,100)}Two, three",
        "{\\move(90,20,90,90)}four", "{\\b1}fünf", "six", "seven", "eight",
      ]), to: "look.ass")
    let wanted = recipe("look.ass", film: "one.mp4", seconds: 2).replacing(
      "mode: burn", with: "offset: -0.5s, mode: [burn, sidecar], formats: [ass]")
    try folder.write(wanted, to: "one.yaml")
    try folder.write(recipe("one.ass", film: "two.mp4", seconds: 2), to: "two.yaml")
    var pictures: [String] = []
    for name in ["one", "two"] {
      let build = try folder.build(name + ".yaml")
      #expect(build.status == 0, "\(build.result.errors)")
      pictures.append(
        try Program.find("ffmpeg").run(
          ["-v", "error", "-i", "\(name).mp4", "-map", "0:v", "-f", "framemd5", "-"], in: folder
        ).output)
      #expect(try shown(folder, name + ".mp4").count > 10)
    }
    #expect(pictures[0].contains("\n0,") && pictures[0] == pictures[1])
    let text = String(decoding: try folder.bytes("one.ass"), as: UTF8.self)
    #expect(text.contains("\nStyle: Default,Noto Serif,24,&H00FFFFFF,1,5,0\n"), "\(text)")
    #expect(text.contains(",0:00:00.00,0:00:00.40,Default,,0,0,0,,{\\an7}"), "\(text)")
    #expect(!text.contains("before") && !text.contains("seven"), "\(text)")
  }

  @Test("A font is found by its family and by a face's own names")
  func faceNames() throws {
    let folder = try Folder()
    let bold = script(["Bold {\\fnNoto Sans\\b1}letters"]).replacing(
      ",Noto Serif,24,&H00FFFFFF,1,5,0", with: ",Noto Serif,24,&H00FFFFFF,1,5,0,-1"
    ).replacing("MarginV\n", with: "MarginV, Bold\n")
    try folder.write(bold, to: "family.ass")
    let faces = [("Noto Serif Bold", "NotoSans-Bold"), ("NotoSerif-Bold", "noto sans bold")]
    for (index, names) in faces.enumerated() {
      try folder.write(
        script(["Bold {\\fn\(names.1)}letters"])
          .replacing("Default,Noto Serif,", with: "Default,\(names.0),"),
        to: "face\(index).ass")
    }
    var pictures: [String] = []
    for name in ["family", "face0", "face1"] {
      try folder.write(recipe("\(name).ass", film: "\(name).mp4", seconds: 1), to: "film.yaml")
      let build = try folder.build("film.yaml")
      #expect(build.status == 0, "\(build.result.errors)")
      #expect(!build.result.errors.contains("warning"), "\(build.result.errors)")
      pictures.append(
        try Program.find("ffmpeg").run(
          ["-v", "error", "-i", "\(name).mp4", "-f", "framemd5", "-"], in: folder
        ).output)
    }
    #expect(pictures[0].contains("\n0,") && Set(pictures).count == 1)
  }
}
