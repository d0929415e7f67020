import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Images that are cut short, lie, or would unpack to more than there is room for: an error that
/// names the file, soon.
@Suite struct HostileImageTests {
  private func failure(_ path: String) -> MediaError? {
    do {
      let info = try MediaProbe.probe(path)
      // What the probe lets through has to fail, or be whole, when it is drawn.
      if let index = info.index {
        let reader = try VideoReader(path: path, index: index)
        let canvas = Picture(width: 32, height: 32)
        let fitter = PictureFitter(width: 32, height: 32, fit: .stretch, kernel: .bilinear)
        for number in index.frames.indices {
          try reader.draw(frame: number, with: fitter, into: canvas)
        }
      } else {
        _ = try StillReader(path: path).picture(width: 32, height: 32, kernel: .bilinear)
      }
      return nil
    } catch let error as MediaError {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  private func noise(_ width: Int = 64, _ height: Int = 64) -> TestPixels {
    var random = SeededGenerator(state: 3)
    return TestPixels(
      width: width, height: height,
      pixels: (0..<(width * height)).map { _ in
        [.random(in: 0...255, using: &random), .random(in: 0...255, using: &random), 0, 255]
      })
  }

  /// Pictures of every kind, large enough for a cut to hit the pixels.
  private func files(_ bench: Bench) throws -> [(name: String, bytes: [UInt8])] {
    let pixels = noise()
    func encoded(_ name: String, _ arguments: [String]) throws -> (String, [UInt8]) {
      (name, try OrientationTests.encoded(pixels, as: name, arguments, bench))
    }
    func heif(_ name: String) throws -> (String, [UInt8]) {
      _ = try bench.write(pixels.png(), as: "plain.png")
      return (name, try HEIFMaker.encode("plain.png", as: name, [], bench))
    }
    return try [
      heif("j.heic"), heif("k.avif"),
      encoded("a.png", []), encoded("a.jpg", ["-pix_fmt", "yuvj420p"]),
      encoded("b.webp", ["-c:v", "libwebp"]),
      encoded("c.webp", ["-c:v", "libwebp", "-lossless", "1"]), encoded("d.gif", []),
      encoded("e.bmp", []), encoded("f.tif", []),
      ("g.gif", AnimatedImageTests.gif(2).bytes),
      ("h.png", AnimatedImageTests.apng(AnimatedImageTests.patches(1))),
      ("i.webp", try AnimatedImageTests.webp(AnimatedImageTests.patches(1), bench: bench)),
    ]
  }

  @Test func whatIsCutShortIsNotShown() throws {
    let bench = try Bench()
    for (name, bytes) in try files(bench) {
      // But for what says only that this is the end, or may be left out.
      let last = name.hasSuffix("jpg") ? 1 : name.hasSuffix("tif") ? 1500 : 13
      for part in 1...8 {
        let size = min(bytes.count * part / 8, bytes.count - last)
        let path = try bench.write(Array(bytes.prefix(size)), as: "cut-" + name)
        let error = failure(path)
        #expect(error?.message.contains(path) == true, "\(size) of \(bytes.count) bytes of \(name)")
      }
    }
  }

  @Test func damageEndsInAnErrorOrAPicture() throws {
    let bench = try Bench()
    var random = SeededGenerator(state: 11)
    for (name, bytes) in try files(bench) {
      for _ in 0..<25 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
          damaged[.random(in: 0..<damaged.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        let path = try bench.write(damaged, as: "damaged-" + name)
        if let error = failure(path) {
          #expect(error.message.contains(path) && !error.message.contains("\n"))
        }
      }
    }
  }

  @Test func bombsAreRefusedByTheirSize() throws {
    let bench = try Bench()
    let little = PNGMaker.little
    func png(_ width: Int, _ height: Int) -> [UInt8] {
      PNGMaker.signature + PNGMaker.header(width: width, height: height)
        + PNGMaker.chunk("IDAT", PNGMaker.zlib([0, 0, 0])) + PNGMaker.chunk("IEND", [])
    }
    var gif = AnimatedImageTests.gif(1)
    gif.frames = Array(repeating: .init(width: 1, height: 1, color: 1), count: 100_000)
    var largeGIF = AnimatedImageTests.gif(1).bytes
    largeGIF.replaceSubrange(6..<10, with: [255, 255, 255, 255])
    // Sixty bytes, of which a picture on a small canvas would be unpacked to four gigabytes.
    let canvas = GIFMaker(width: 16, height: 16, palette: [[0, 0, 0]], frames: [.init(color: 0)])
    var largePicture = canvas.bytes
    let picture = try #require(largePicture.lastIndex(of: 0x2C))
    largePicture.replaceSubrange(picture + 5..<picture + 9, with: [255, 255, 255, 255])
    let webp = try AnimatedImageTests.webp(AnimatedImageTests.patches(0), bench: bench)
    var largeWebP = webp
    // The size of the canvas stands behind the flags.
    largeWebP.replaceSubrange(24..<30, with: little(16_382, 3) + little(16_382, 3))
    var lyingWebP = webp
    lyingWebP.replaceSubrange(34..<38, with: [255, 255, 255, 127])
    var jpeg = JPEGMaker(components: [1, 2, 3]).bytes
    let size = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange(size + 5..<size + 9, with: [255, 255, 255, 255])
    _ = try bench.write(noise().png(), as: "plain.png")
    var largeHEIC = try HEIFMaker.encode("plain.png", as: "large.heic", [], bench)
    // The box that tells the size: a word of flags, the width, the height.
    let extent = try #require(
      largeHEIC.indices.first { largeHEIC[$0...].starts(with: Array("ispe".utf8)) })
    largeHEIC.replaceSubrange(extent + 8..<extent + 16, with: [0, 0, 255, 255, 0, 0, 255, 255])
    for (name, bytes, words) in [
      ("a.png", png(30_000, 30_000), "30000×30000"),
      ("b.png", png(0x7FFF_FFFF, 0x7FFF_FFFF), "2147483647×2147483647"),
      ("c.png", png(0, 4), "no size"),
      ("d.gif", gif.bytes, "10000 pictures"), ("e.gif", largeGIF, "65535×65535"),
      ("k.gif", largePicture, "65535×65535"),
      ("f.webp", largeWebP, "16383×16383"), ("g.webp", lyingWebP, "longer than the file"),
      ("h.jpg", jpeg, "65535×65535"),
      ("i.avif", [0, 0, 0, 24] + Array("ftypavis".utf8) + [0, 0, 0, 0], "moving pictures"),
      ("j.heic", [0, 0, 0, 24] + Array("ftyphevc".utf8) + [0, 0, 0, 0], "moving pictures"),
      ("l.heic", largeHEIC, "larger than what is read"),
    ] {
      let path = try bench.write(bytes, as: name)
      let message = failure(path)?.message ?? "nothing"
      #expect(message.contains(words) && message.contains(path), "\(message)")
    }
  }
}
