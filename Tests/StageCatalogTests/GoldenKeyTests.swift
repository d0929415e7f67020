import BuildGraph
import StageCatalog
import Testing

/// The canonical text of each sample, as a digest for each (stage, version).
///
/// A change here means that every user's store misses once. Where that is meant, raise the
/// stage's version and write the new digest down.
@Suite("Keys stay what they are")
struct GoldenKeyTests {
  static let golden: [String: String] = [
    "command 1": "e4c94a0a9aee",
    "probe 3": "e3b0c44298fc",
    "color-table 1": "e3b0c44298fc",
    "cues 4": "c5e2ffab8f0c",
    "speech 1": "506b6c288c39",
    "words 1": "483fe4c1764d",
    "picture 4": "30a924edefe4",
    "sound 4": "d3ea72a6b224",
    "retime 1": "f6e0d7745a40",
    "scene-mix 1": "a5fab90799aa",
    "loudness 1": "c339ae937c4d",
    "sound-chunk 2": "653e2091f42f",
    "sound-track 2": "4f7a29afd1e0",
    "segment 10": "f3813bf2a7e8",
    "subtitles 8": "cbfc558c0ae7",
    "film 2": "e03b2258f60d",
    "palette 1": "f13c27eabdf6",
    "animation 2": "f13c27eabdf6",
    "thumbnail 3": "035c0246d305",
    "frames 2": "e3b0c44298fc",
    "similarity 1": "e3b0c44298fc",
  ]

  @Test("Fields of every stage's sample", arguments: Samples.all.indices)
  func fields(index: Int) throws {
    let parameters = Samples.all[index]
    let stage = type(of: parameters).stage
    var encoder = FieldEncoder()
    parameters.encodeFields(into: &encoder)
    let digest = SHA256.digest(of: encoder.bytes).short
    #expect(Self.golden["\(stage.name) \(stage.version)"] == digest, "\(stage.name) \(digest)")
  }
}
