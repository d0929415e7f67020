import FilmVocabulary
import FuzzSupport
import Glibc
import MediaEngine

// Damages media files in every way and reads them, again and again.
//
//   media-fuzzer FIRST-SEED COUNT FILE...
//
// Each round takes one of the files, damages a copy as its seed says, and does with it what a build
// does: finds out what it is, shows some of its pictures, decodes its sound. Each of these has to
// give a result or an error that names the file, within its time and its memory. Exits with 0 if
// they all did, with 1 and a message if not. A death by signal is the failure that the caller looks
// for; the last line then names the seed and the file.

/// Seconds of this process's processor time.
func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
}

/// Damages a file in one to four ways.
func damage(_ whole: [UInt8], by random: inout SeededRandom) -> [UInt8] {
  var bytes = whole
  // Headers decide most, and stand at either end.
  func place(_ random: inout SeededRandom) -> Int {
    let end = bytes.count
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Int.random(in: 0..<min(end, 256), using: &random)
    case 1: return Int.random(in: max(0, end - 2048)..<end, using: &random)
    default: return Int.random(in: 0..<end, using: &random)
    }
  }
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    guard bytes.count > 8 else { break }
    let here = place(&random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        bytes[place(&random)] = UInt8.random(in: 0...255, using: &random)
      }
    case 1: bytes[here] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2:
      // Numbers at which arithmetic breaks.
      let number: [UInt8] = [
        [0, 0, 0, 0], [255, 255, 255, 255], [127, 255, 255, 255], [128, 0, 0, 0], [0, 0, 0, 1],
        [255, 255, 255, 127], [64, 0, 0, 0],
      ].randomElement(using: &random)!
      for (index, byte) in number.enumerated() where here + index < bytes.count {
        bytes[here + index] = byte
      }
    case 3: bytes.removeSubrange(here...)
    case 4:
      let end = min(bytes.count, here + Int.random(in: 1...200, using: &random))
      bytes.removeSubrange(here..<end)
    case 5:
      let end = min(bytes.count, here + Int.random(in: 1...200, using: &random))
      bytes.insert(contentsOf: bytes[here..<end], at: place(&random))
    case 6:
      let end = min(bytes.count, here + Int.random(in: 1...64, using: &random))
      for index in here..<end { bytes[index] = 0 }
    default:
      let end = min(bytes.count, here + Int.random(in: 1...64, using: &random))
      for index in here..<end { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    }
  }
  return bytes
}

/// Rounds in which something could be seen or heard all the same.
nonisolated(unsafe) var seen = 0
nonisolated(unsafe) var heard = 0

/// What a build does with a file, up to a few pictures and a minute of sound.
func use(_ path: String, _ random: inout SeededRandom) {
  var checks = 0
  let begin = processorSeconds()
  func check(_: Double) throws {
    checks += 1
    if processorSeconds() - begin > 20 { fail("takes longer than 20 s") }
  }
  func trying(_ what: String, _ body: () throws -> Void) {
    do {
      try body()
    } catch let error as MediaError {
      if !error.message.contains(path) && error.code != .internal && error.code != .unsupported {
        fail("\(what): an error that does not name the file: \(error)")
      }
      if error.message.contains("\n") { fail("\(what): more than a sentence: \(error)") }
    } catch { fail("\(what): \(error)") }
  }
  trying("probe") {
    let info = try MediaProbe.probe(path, check: check)
    if let video = info.video, info.kind == .still {
      if video.width * video.height <= 1 << 24 {
        _ = try StillReader(path: path).picture(width: 64, height: 48, kernel: .bicubic)
        seen += 1
      }
    }
    if let index = info.index, !index.frames.isEmpty {
      let reader = try VideoReader(path: path, index: index)
      let canvas = Picture(width: 64, height: 48, hasAlpha: Bool.random(using: &random))
      let fitter = PictureFitter(width: 64, height: 48, fit: .contain, kernel: .bicubic)
      let tick = Rational(1001, 30000)
      for _ in 0..<4 {
        let frame = Int.random(in: 0..<100_000, using: &random)
        _ = reader.index.frameNumber(
          at: Rational(frame) * tick, tick: tick, end: info.video?.duration)
        let number = Int.random(in: 0..<index.frames.count, using: &random)
        trying("picture") {
          try reader.draw(frame: number, with: fitter, into: canvas)
          seen += 1
        }
      }
    }
  }
  trying("sound") {
    var samples = 0
    _ = try SoundDecoder(path: path, start: .zero, end: Rational(60), filterLength: 16).decode(
      check: check
    ) { samples += $0.count / 2 }
    if samples > 0 { heard += 1 }
    if samples > 60 * 48000 { fail("more sound than was asked for") }
  }
  if processorSeconds() - begin > 30 { fail("takes longer than 30 s") }
}

guard CommandLine.arguments.count > 3, let first = UInt64(CommandLine.arguments[1]),
  let count = UInt64(CommandLine.arguments[2])
else { fail("usage: media-fuzzer FIRST-SEED COUNT FILE...") }
let files = CommandLine.arguments.dropFirst(3).map { (name: $0, bytes: read($0)) }
let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
let path = "\(folder)/media-fuzzer-\(getpid())"
for seed in first..<(first + count) {
  var random = SeededRandom(seed: seed)
  let file = files[Int(seed % UInt64(files.count))]
  say("seed \(seed) \(file.name)")
  write(damage(file.bytes, by: &random), to: path)
  use(path, &random)
}
unlink(path)
var usage = rusage()
getrusage(RUSAGE_SELF.rawValue, &usage)
say(
  "\(count) files, \(seen) pictures, \(heard) sounds, \(usage.ru_maxrss / 1024) MiB at most, "
    + "\(processorSeconds()) s")
