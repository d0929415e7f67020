import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// SVG: sharp at any size, and dependent on nothing but its file.
@Suite struct DrawingTests {
  private static func svg(_ attributes: String, _ content: String) -> String {
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
      + "\(attributes)>\(content)</svg>"
  }

  private func write(_ text: String, _ bench: Bench, as name: String = "a.svg") throws -> String {
    try bench.write(Array(text.utf8), as: name)
  }

  /// The left half red, the right one free.
  private static let half = "<rect width='10' height='10' fill='red'/>"

  @Test(arguments: [
    ("viewBox='0 0 20 10'", 2.0), ("width='2in' height='1in' viewBox='0 0 20 10'", 2),
    ("width='100%' height='100%' viewBox='0 0 20 10'", 2), ("width='20' height='10'", 2),
    ("width='20' height='20' viewBox='0 0 20 10' preserveAspectRatio='none'", 1),
  ]) func isSharpAtAnySizeInItsOwnShape(attributes: String, shape: Double) throws {
    let bench = try Bench()
    let path = try write(Self.svg(attributes, Self.half), bench)
    let info = try MediaProbe.probe(path)
    #expect(info.kind == .still && info.video?.hasAlpha == true)
    let still = try StillReader(path: path)
    #expect(abs(Double(still.width) / Double(still.height) - shape) < 0.001)
    for width in [40, 640] {
      let height = Int(Double(width) / shape)
      let picture = try still.picture(width: width, height: height, kernel: .bicubic)
      let red = VideoColor(Color(red: 255, green: 0, blue: 0))
      let seen = picture.color(x: width / 2 - 4, y: height / 2)
      #expect(seen.luma == red.luma && seen.red == red.red && seen.alpha == 255)
      // An edge of a pixel or two, however large.
      #expect(picture.color(x: width / 2 + 1, y: height / 2).alpha < 8)
    }
  }

  @Test func whatHasNoSizeIsAsLargeAsItsContent() throws {
    let bench = try Bench()
    let content = "<rect x='100' y='50' width='30' height='10' fill='lime'/>"
    let still = try StillReader(path: write(Self.svg("", content), bench))
    #expect(abs(Double(still.width) / Double(still.height) - 3) < 0.001 && !still.hasAlpha)
    let picture = try still.picture(width: 30, height: 10, kernel: .bicubic)
    #expect(picture.means.map { $0.rounded() } == [173, 42, 26])
  }

  /// Lengths in percent are parts of something that such a drawing does not name: whatever it is,
  /// what is measured is what is drawn, to its edges and no further.
  @Test(arguments: [
    "width='50%' height='50%'", "x='10%' y='20%' width='40%' height='40%'",
    "x='-100' y='-50' width='1600' height='1600'", "x='30%' y='5' width='2000' height='2000'",
  ]) func whatHasNoSizeIsDrawnAsItIsMeasured(place: String) throws {
    let bench = try Bench()
    let path = try write(Self.svg("", "<rect \(place) fill='lime'/>"), bench)
    let still = try StillReader(path: path)
    #expect(still.width == still.height && !still.hasAlpha)
    let picture = try still.picture(width: 32, height: 32, kernel: .bicubic)
    #expect(picture.means.map { $0.rounded() } == [173, 42, 26])
  }

  @Test func packedDrawingsAreRead() throws {
    let bench = try Bench()
    _ = try write(Self.svg("viewBox='0 0 20 10'", Self.half), bench)
    try bench.run("gzip", ["-k", "-n", bench.path("a.svg")])
    let still = try StillReader(path: bench.path("a.svg.gz"))
    #expect(still.isDrawing && still.width == 2 * still.height)
  }

  @Test func embeddedPicturesShowAndOthersAreRefused() throws {
    let bench = try Bench()
    let green = TestPixels.even(TestPixels.green, width: 4, height: 4).png()
    _ = try bench.write(green, as: "green.png")
    let inside = "data:image/png;base64,\(Data(green).base64EncodedString())"
    func image(_ address: String, _ key: String = "href") -> String {
      Self.svg(
        "width='8' height='8'", "<image width='8' height='8' \(key)='\(address)'/>")
    }
    let still = try StillReader(path: write(image(inside), bench))
    let picture = try still.picture(width: 8, height: 8, kernel: .bicubic)
    #expect(abs(Int(picture.color(x: 4, y: 4).luma) - 173) <= 2)
    for address in [
      "green.png", bench.path("green.png"), "file://\(bench.path("green.png"))",
      "http://x.org/a.png",
      "file:///etc/passwd",
    ] {
      for key in ["href", "xlink:href"] {
        let path = try write(image(address, key), bench)
        let error = try #require(throws: MediaError.self) { try StillReader(path: path) }
        #expect(error.message.contains(path) && error.message.contains(address.prefix(30)))
      }
    }
  }

  /// Behind the check stands the library, which follows no reference either.
  @Test func theLibraryReadsNoOtherFile() throws {
    let bench = try Bench()
    _ = try bench.write(TestPixels.even(TestPixels.green, width: 4, height: 4).png(), as: "g.png")
    for address in ["g.png", bench.path("g.png"), "file://" + bench.path("g.png")] {
      let text = Self.svg(
        "width='8' height='8'",
        "<image width='8' height='8' href='\(address)'/>"
          + "<style>rect { fill: url(\(address)) } @import url('\(address)');</style>"
          + "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='\(address)'/>"
      )
      let drawing = try SVGDrawing(unchecked: Array(text.utf8), path: "a.svg")
      let pixels = try drawing.pixels(width: 8, height: 8)
      #expect(pixels.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: [
    ("<text x='1' y='5'>Words</text>", "text"), ("<text><tspan>&#87;</tspan></text>", "text"),
    ("<g><s:text xmlns:s='http://www.w3.org/2000/svg'>W</s:text></g>", "text"),
    ("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>", "/etc/passwd"),
    ("<use href='other.svg#a'/>", "other.svg"), ("<g", "understood"),
    ("<rect width=1/>", "understood"),
  ]) func whatDependsOnTheMachineIsRefused(content: String, word: String) throws {
    let bench = try Bench()
    let path = try write(Self.svg("width='8' height='8'", content), bench)
    let error = try #require(throws: MediaError.self) { try StillReader(path: path) }
    #expect(error.message.contains(path) && error.message.contains(word), "\(error.message)")
  }

  @Test(arguments: [
    ("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "another file"),
    ("<!DOCTYPE svg [<!ENTITY a '&#60;text>W&#60;/text>'>]>", "entity"),
    ("<!DOCTYPE svg [<!-- ' --><!ENTITY a '<text>W</text>'>]>", "entity"),
    ("<?xml-stylesheet href='a.css'?>", "styles"),
    ("<?xml version='1.0' encoding='UTF-7'?>", "UTF-8"),
  ]) func prologuesThatReachOutAreRefused(prologue: String, word: String) throws {
    let bench = try Bench()
    let path = try write(prologue + Self.svg("width='8' height='8'", Self.half), bench)
    let error = try #require(throws: MediaError.self) { try StillReader(path: path) }
    #expect(error.message.contains(word), "\(error.message)")
  }

  /// As Illustrator and Inkscape write: entities for addresses, comments, links, empty texts.
  @Test func usualFilesAreDrawn() throws {
    let bench = try Bench()
    let text =
      "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generator: it's <text>an</text> editor -->\n"
      + "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" ["
      + "<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]>\n"
      + "<svg xmlns=\"&ns_svg;\" width=\"20\" height=\"10\"><title>A > B</title><text/>"
      + "<text>\n <tspan/> </text><a href='http://x.org'><rect width='20' height='10' fill='red'/></a>"
      + "<style><![CDATA[ rect { fill: lime } ]]></style></svg>"
    let still = try StillReader(path: write(text, bench))
    let picture = try still.picture(width: 20, height: 10, kernel: .bicubic)
    #expect(picture.means.map { $0.rounded() } == [173, 42, 26])
  }

  @Test func bombsEndInAnError() throws {
    let bench = try Bench()
    var uses = "<defs><g id='a0'><rect width='9' height='9'/></g>"
    for level in 1...12 {
      uses += "<g id='a\(level)'>"
      for _ in 0..<10 { uses += "<use href='#a\(level - 1)'/>" }
      uses += "</g>"
    }
    uses += "</defs><use href='#a12'/>"
    let nesting = String(repeating: "<g>", count: 50_000) + String(repeating: "</g>", count: 50_000)
    for content in [uses, nesting] {
      let path = try write(Self.svg("width='40' height='40'", content), bench)
      let error = try #require(throws: MediaError.self) { try StillReader(path: path) }
      #expect(error.message.contains(path))
    }
    // A rectangle may be as large as it likes: what is outside does not show.
    let large = try write(
      Self.svg("width='40' height='40'", "<rect width='1e6' height='1e6' fill='lime'/>"), bench)
    let picture = try StillReader(path: large).picture(width: 40, height: 40, kernel: .bicubic)
    #expect(picture.luma.mean == 173)
    for size in ["width='1e9' height='1'", "width='0' height='0'", "viewBox='0 0 0 0'"] {
      let path = try write(Self.svg(size, ""), bench)
      #expect(throws: MediaError.self) { try StillReader(path: path) }
    }
  }
}
