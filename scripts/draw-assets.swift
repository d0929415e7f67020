// Draws the pictures and composes the sounds of recipes/assets, so that the recipes need nothing
// from anywhere else. Run scripts/make-assets.sh, which also encodes what this writes.

import Glibc

let folder = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "."

func write(_ bytes: [UInt8], to name: String) {
  guard let file = fopen("\(folder)/\(name)", "wb") else { fatalError("cannot write \(name)") }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

// MARK: Pictures

typealias RGB = SIMD3<Double>

func mix(_ a: RGB, _ b: RGB, _ t: Double) -> RGB { a + (b - a) * min(max(t, 0), 1) }

/// Noise between 0 and 1 that is smooth over a distance of 1.
func noise(_ x: Double, _ seed: Int) -> Double {
  func value(_ i: Int) -> Double {
    var h = UInt64(bitPattern: Int64(i &* 7919 &+ seed &* 104_729))
    h = (h ^ (h >> 30)) &* 0xBF58_476D_1CE4_E5B9
    h = (h ^ (h >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((h ^ (h >> 31)) & 0xFFFF) / 65535
  }
  let whole = x.rounded(.down)
  let t = x - whole
  let s = t * t * (3 - 2 * t)
  return value(Int(whole)) * (1 - s) + value(Int(whole) + 1) * s
}

/// A line of hills: several octaves of noise, between 0 and 1.
func ridge(_ x: Double, _ seed: Int, roughness: Double) -> Double {
  var sum = 0.0
  var weight = 1.0
  var total = 0.0
  var scale = 1.0
  for octave in 0..<6 {
    sum += weight * noise(x * scale, seed + octave)
    total += weight
    weight *= roughness
    scale *= 2.1
  }
  return sum / total
}

func picture(_ name: String, width: Int, height: Int, _ shade: (Double, Double) -> RGB) {
  var bytes = Array("P6\n\(width) \(height)\n255\n".utf8)
  for y in 0..<height {
    for x in 0..<width {
      let color = shade(Double(x) / Double(height), Double(y) / Double(height))
      // A little grain hides the steps between neighbouring shades.
      let grain = noise(Double(x * 131 + y * 1_000_003), 5) - 0.5
      for channel in 0..<3 {
        bytes.append(UInt8(min(max(color[channel] * 255 + grain * 2, 0), 255)))
      }
    }
  }
  write(bytes, to: name + ".ppm")
}

/// Mountains behind one another, paler with distance, under a low sun.
func mountains(sky: (RGB, RGB), far: RGB, near: RGB, sun: (x: Double, y: Double), seed: Int)
  -> (Double, Double) -> RGB
{
  { x, y in
    var color = mix(sky.0, sky.1, y / 0.7)
    let distance = hypot(x - sun.x, y - sun.y)
    color = mix(color, RGB(1, 0.95, 0.8), max(0, 1 - distance / 0.06) * 8)
    color = mix(color, RGB(1, 0.9, 0.7), 0.5 * exp(-distance * 5))
    let layers = 6
    for layer in 0..<layers {
      let depth = Double(layer) / Double(layers - 1)
      let top =
        0.42 + 0.42 * depth
        - (0.30 - 0.14 * depth)
          * ridge(x * (1.2 + depth) + 3, seed + 10 * layer, roughness: 0.5)
      if y > top {
        let haze = exp(-(y - top) * 4) * 0.35
        color = mix(mix(far, near, depth), sky.1, haze * (1 - depth))
      }
    }
    return color
  }
}

/// Dunes: smooth waves with a bright and a shadowed side.
func dunes(_ x: Double, _ y: Double) -> RGB {
  var color = mix(RGB(0.35, 0.55, 0.8), RGB(0.95, 0.85, 0.7), y / 0.45)
  for layer in 0..<5 {
    let depth = Double(layer) / 4
    let phase = x * (2.2 - depth) + Double(layer) * 1.7
    let top = 0.42 + 0.13 * Double(layer) + 0.05 * sin(phase * 2) + 0.02 * sin(phase * 5 + 1)
    if y > top {
      let slope = cos(phase * 2)
      let light = mix(RGB(0.55, 0.3, 0.16), RGB(0.96, 0.72, 0.42), 0.5 + 0.5 * slope)
      let ripple = 0.03 * sin((y - top) * 180 + 6 * sin(x * 3))
      color = mix(light, RGB(0.42, 0.22, 0.14), (y - top) * 1.6) + RGB(repeating: ripple)
    }
  }
  return color
}

/// A night over hills: stars and a moon.
func night(_ x: Double, _ y: Double) -> RGB {
  var color = mix(RGB(0.02, 0.03, 0.10), RGB(0.14, 0.20, 0.36), y / 0.8)
  let cell = (x: (x * 90).rounded(.down), y: (y * 90).rounded(.down))
  let chance = noise(cell.x * 57.3 + cell.y * 911.7, 77)
  if chance > 0.93 {
    let center = (
      x: (cell.x + 0.2 + 0.6 * noise(cell.x + cell.y * 31, 78)) / 90,
      y: (cell.y + 0.2 + 0.6 * noise(cell.x * 17 + cell.y, 79)) / 90
    )
    let glow = exp(-pow(hypot(x - center.x, y - center.y) * 900, 2))
    color += RGB(0.9, 0.92, 1) * glow * (chance - 0.93) * 14
  }
  let moon = hypot(x - 1.15, y - 0.24)
  color = mix(color, RGB(0.96, 0.95, 0.88), (0.075 - moon) * 400)
  color += RGB(0.25, 0.27, 0.3) * exp(-moon * 7)
  for layer in 0..<3 {
    let top = 0.68 + 0.1 * Double(layer) - 0.12 * ridge(x * 1.5, 300 + layer * 9, roughness: 0.45)
    if y > top { color = mix(RGB(0.05, 0.08, 0.16), RGB(0.01, 0.01, 0.03), Double(layer) / 2) }
  }
  return color
}

picture(
  "dawn", width: 1920, height: 1280,
  mountains(
    sky: (RGB(0.30, 0.42, 0.66), RGB(0.98, 0.76, 0.60)), far: RGB(0.66, 0.58, 0.66),
    near: RGB(0.10, 0.12, 0.20), sun: (1.05, 0.15), seed: 11))
picture(
  "valley", width: 1920, height: 1280,
  mountains(
    sky: (RGB(0.36, 0.60, 0.82), RGB(0.86, 0.92, 0.94)), far: RGB(0.60, 0.72, 0.76),
    near: RGB(0.07, 0.22, 0.14), sun: (0.3, 0.16), seed: 71))
picture("dunes", width: 1920, height: 1280, dunes)
picture("night", width: 1920, height: 1280, night)

// A round mark with a transparent surround, as PAM: PPM has no alpha.
let side = 512
var mark = Array(
  "P7\nWIDTH \(side)\nHEIGHT \(side)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n".utf8)
for y in 0..<side {
  for x in 0..<side {
    let px = (Double(x) + 0.5) / Double(side) - 0.5
    let py = (Double(y) + 0.5) / Double(side) - 0.5
    let radius = hypot(px, py)
    var alpha = min(max((0.48 - radius) * Double(side), 0), 1)
    // Five holes around the middle: a film reel.
    for hole in 0..<5 {
      let angle = Double(hole) * 2 * .pi / 5 - .pi / 2
      let distance = hypot(px - 0.28 * cos(angle), py - 0.28 * sin(angle))
      alpha *= min(max((distance - 0.105) * Double(side), 0), 1)
    }
    alpha *= min(max((radius - 0.06) * Double(side), 0), 1)
    mark += [255, 212, 0, UInt8(alpha * 255)]
  }
}
write(mark, to: "mark.pam")

// MARK: Sound

/// Slow chords of soft tones: 32 seconds that can be repeated without a seam.
let rate = 48_000
let chords: [[Double]] = [
  [220.00, 261.63, 329.63, 440.00], [174.61, 220.00, 261.63, 349.23],
  [196.00, 246.94, 293.66, 392.00], [164.81, 207.65, 246.94, 329.63],
]
let chordLength = 8 * rate
let total = chords.count * chordLength
var samples = [Double](repeating: 0, count: total)
for (index, chord) in chords.enumerated() {
  for (voice, frequency) in chord.enumerated() {
    // A tone swells and fades over two chords' time, into the next one and around the end.
    let length = chordLength * 3 / 2
    for offset in 0..<length {
      let time = Double(offset) / Double(rate)
      let swell = pow(sin(.pi * Double(offset) / Double(length)), 2)
      let vibrato = 1 + 0.0015 * sin(2 * .pi * (0.21 + 0.03 * Double(voice)) * time)
      let phase = 2 * .pi * frequency * vibrato * time
      let tone = sin(phase) + 0.3 * sin(2 * phase) + 0.08 * sin(3 * phase)
      samples[(index * chordLength + offset) % total] += 0.09 * swell * tone
    }
  }
  // A plucked line above, so that there is something to follow.
  for beat in 0..<8 {
    let frequency = chord[(beat * 3) % chord.count] * (beat % 4 == 2 ? 4 : 2)
    for offset in 0..<rate {
      let time = Double(offset) / Double(rate)
      let position = (index * chordLength + beat * rate + offset) % total
      samples[position] += 0.07 * exp(-time * 4.5) * sin(2 * .pi * frequency * time)
    }
  }
}
var wave: [UInt8] = Array("RIFF".utf8)
func append(_ value: Int, bytes: Int) {
  for shift in 0..<bytes { wave.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
}
append(36 + 2 * total, bytes: 4)
wave += Array("WAVEfmt ".utf8)
append(16, bytes: 4)
append(1, bytes: 2)
append(1, bytes: 2)
append(rate, bytes: 4)
append(2 * rate, bytes: 4)
append(2, bytes: 2)
append(16, bytes: 2)
wave += Array("data".utf8)
append(2 * total, bytes: 4)
for sample in samples { append(Int((min(max(sample, -1), 1) * 32767).rounded()), bytes: 2) }
write(wave, to: "bed.wav")
