import Foundation
import Testing

@testable import MediaEngine

@Suite struct AACChunkEncoderTests {
  /// A programme's chunks, encoded apart.
  struct Chunks {
    var names: [String] = []
    var joints: [AACChunkEncoder.Joint] = []
  }

  /// Encodes packets `range` of a programme as the sound-chunk stage does.
  static func encode(
    _ bench: SoundBench, _ programme: [Float], packets range: Range<Int>, of total: Int,
    warmUp: Int, as name: String
  ) throws -> AACChunkEncoder.Joint {
    let isFirst = range.lowerBound == 0
    let warmUp = isFirst ? 0 : min(warmUp, range.lowerBound)
    let encoder = try AACChunkEncoder(
      bitRate: 192_000, packets: range.count, warmUp: warmUp,
      lookAhead: range.upperBound == total ? 0 : 2)
    let start = isFirst ? 0 : (range.lowerBound - 1 - warmUp) * 1024
    for frame in 0..<encoder.frames {
      let samples = start + frame * 1024..<start + (frame + 1) * 1024
      try encoder.append(
        samples.flatMap { time -> [Float] in
          time >= 0 && 2 * time < programme.count
            ? [programme[2 * time], programme[2 * time + 1]] : [0, 0]
        })
    }
    return try encoder.finish(writingTo: bench.path(name))
  }

  static func encode(
    _ bench: SoundBench, _ programme: [Float], chunk: Int, warmUp: Int = 8, as prefix: String
  ) throws -> Chunks {
    let total = (programme.count / 2 + 1023) / 1024 + 1
    var chunks = Chunks()
    for first in stride(from: 0, to: total, by: chunk) {
      let name = "\(prefix).\(first)"
      chunks.joints.append(
        try encode(
          bench, programme, packets: first..<min(total, first + chunk), of: total,
          warmUp: warmUp, as: name))
      chunks.names.append(name)
    }
    return chunks
  }

  @Test func packetsAreAsManyAsPlanned() throws {
    let bench = try SoundBench()
    let sound = Signal.babble(1024 * 40 + 1, level: 0.5, seed: 1)
    let chunks = try Self.encode(bench, sound, chunk: 16, as: "a")
    let files = try chunks.names.map { try PacketFile(path: bench.path($0)) }
    #expect(files.map(\.packets.count) == [16, 16, 10])
    for file in files {
      #expect(file.header == files[0].header)
      #expect(file.header.codec == "aac" && file.header.sampleRate == 48000)
      #expect(file.header.channels == 2 && !file.header.extradata.isEmpty)
      #expect(file.packets.map(\.presentation) == file.packets.indices.map { $0 * 1024 })
      #expect(file.packets.allSatisfy { $0.duration == 1024 && $0.isKey })
    }
    #expect(chunks.joints[0].before == nil && chunks.joints[1].before != nil)
    let again = try Self.encode(bench, sound, chunk: 16, as: "b")
    for (one, other) in zip(chunks.names, again.names) {
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: bench.path(one)))
          == Data(contentsOf: URL(fileURLWithPath: bench.path(other))))
    }
  }

  @Test func oneChunkIsWhatFfmpegEncodes() throws {
    let bench = try SoundBench()
    let sound = Signal.babble(1024 * 30, level: 0.5, seed: 7)
    _ = try bench.wave("a.wav", sound)
    try bench.ffmpeg(
      "-v", "error", "-i", "a.wav", "-c:a", "aac", "-b:a", "192k", "-flags:a", "+bitexact", "-f",
      "adts", "oracle.aac")
    _ = try Self.encode(bench, sound, chunk: 100, as: "a")
    let own = try Data(contentsOf: URL(fileURLWithPath: try bench.adts(["a.0"], as: "a.aac")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: bench.path("oracle.aac"))) == own)
  }

  @Test func steadyToneHasNoSeam() throws {
    let bench = try SoundBench()
    let samples = 1024 * 400
    let tone = Signal.tone(997, level: 0.5, samples: samples)
    let chunks = try Self.encode(bench, tone, chunk: 32, as: "a")
    #expect(chunks.names.count == 13)
    for (joint, next) in zip(chunks.joints, chunks.joints.dropFirst()) {
      #expect(joint.last == next.before)
    }
    // The decoder does not know that packet 0 is only a start: the programme begins 1024 later.
    let decoded = try bench.decode(bench.adts(chunks.names, as: "a.aac"))
    #expect(decoded.count / 2 == samples + 1024)
    var worst: Float = 0
    var worstStep: Float = 0
    for time in 2048..<samples - 2048 {
      let error = decoded[2 * (time + 1024)] - tone[2 * time]
      let before = decoded[2 * (time + 1023)] - tone[2 * (time - 1)]
      worst = max(worst, abs(error))
      worstStep = max(worstStep, abs(error - before))
    }
    // A click would be many times the coding noise of a continuous encoding.
    let whole = try Self.encode(bench, tone, chunk: 1000, as: "b")
    let reference = try bench.decode(bench.adts(whole.names, as: "b.aac"))
    var usual: Float = 0
    var usualStep: Float = 0
    for time in 2048..<samples - 2048 {
      let error = reference[2 * (time + 1024)] - tone[2 * time]
      let before = reference[2 * (time + 1023)] - tone[2 * (time - 1)]
      usual = max(usual, abs(error))
      usualStep = max(usualStep, abs(error - before))
    }
    #expect(worst < 2 * usual && usual < 0.001)
    #expect(worstStep < 2 * usualStep && usualStep < 0.0003)
  }

  @Test func joinsAreNoNoisierThanTheRest() throws {
    let bench = try SoundBench()
    let samples = 1024 * 320
    // Attacks make the encoder change its windows, of each channel for itself.
    var noise = Signal.Noise(state: 3)
    let drums = Signal.make(samples) { time in
      let left = Float(exp(-Double(time % 7777) / 900)) * noise.next() * 0.5
      let right = Float(exp(-Double(time % 5555) / 700)) * noise.next() * 0.5
      return (left, right)
    }
    var agreed = 0
    var joins = 0
    let chunks = try Self.encode(bench, drums, chunk: 16, as: "a")
    for (joint, next) in zip(chunks.joints, chunks.joints.dropFirst()) {
      joins += 1
      if joint.last == next.before { agreed += 1 }
    }
    #expect(agreed >= joins - 1)
    let decoded = try bench.decode(bench.adts(chunks.names, as: "a.aac"))
    let whole = try Self.encode(bench, drums, chunk: 1000, as: "b")
    let reference = try bench.decode(bench.adts(whole.names, as: "b.aac"))
    func codingNoise(_ sound: [Float], packet: Int) -> Double {
      (0..<1024).reduce(0) { sum, index in
        let time = (packet - 1) * 1024 + index
        let error = Double(sound[2 * (time + 1024)] - drums[2 * time])
        return sum + error * error
      }
    }
    // The two encodings share out their bits differently, so that one may be some decibels
    // noisier than the other for a while; a join must not stand out from what follows it.
    for number in 1..<chunks.names.count - 1
    where chunks.joints[number - 1].last == chunks.joints[number].before {
      let ratios = (number * 16..<number * 16 + 8).map {
        codingNoise(decoded, packet: $0) / codingNoise(reference, packet: $0)
      }
      #expect(ratios[0] < 2 * ratios[1...].reduce(1, max), "join \(number)")
    }
  }

  @Test func tellsBothChannelsWindows() throws {
    let bench = try SoundBench()
    let samples = 1024 * 60
    // An attack on one side only, once left and once right.
    func burst(_ time: Int, at packet: Int) -> Float {
      let since = time - (packet * 1024 + 700)
      return since < 0 ? 0 : Float(sin(Double(since) * 0.9) * exp(-Double(since) / 300)) * 0.9
    }
    let sound = Signal.make(samples) { time in (burst(time, at: 20), burst(time, at: 40)) }
    let total = 61
    var seen: Set<AACChunkEncoder.Windows> = []
    for end in 17..<48 {
      let joint = try Self.encode(bench, sound, packets: 0..<end, of: total, warmUp: 0, as: "a")
      seen.insert(joint.last)
      let swapped = stride(from: 0, to: sound.count, by: 2).flatMap {
        [sound[$0 + 1], sound[$0]]
      }
      let other = try Self.encode(bench, swapped, packets: 0..<end, of: total, warmUp: 0, as: "b")
      #expect(other.last.left == joint.last.right && other.last.right == joint.last.left)
    }
    #expect(seen.contains { $0.left.sequence == 2 && $0.right.sequence == 0 })
    #expect(seen.contains { $0.left.sequence == 0 && $0.right.sequence == 2 })
  }
}
