import StageCatalog
import Testing

@Suite("Lists of frames")
struct FrameListTests {
  private let text = """
    0 format - yuv420p 128x72
    1 format - fltp 48000 Hz 2
    0 picture 0.000000 aa
    1 sound 0.000000 bb
    0 picture 0.100000 cc

    """

  @Test("Text and list are the same")
  func roundTrip() throws {
    let list = try #require(FrameList(text: text))
    #expect(list.text == text && list.pictures == 2 && list.soundBlocks == 1)
    #expect(list.lines[1].content == "fltp 48000 Hz 2")
    #expect(FrameList(text: "0 picture\n") == nil)
    #expect(FrameList(text: "zero picture 0.000000 aa\n") == nil)
  }

  @Test("The first difference, stream by stream")
  func difference() throws {
    let list = try #require(FrameList(text: text))
    #expect(list.firstDifference(from: list) == nil)
    // Interleaved in another way.
    var other = list
    other.lines.swapAt(2, 3)
    #expect(list.firstDifference(from: other) == nil)
    other = list
    other.lines[3].content = "dd"
    #expect(list.firstDifference(from: other) == list.lines[3])
    other.lines[4].content = "ee"
    #expect(list.firstDifference(from: other) == list.lines[4])
    other = list
    other.lines.removeLast()
    #expect(list.firstDifference(from: other) == list.lines[4])
    #expect(other.firstDifference(from: list) == list.lines[4])
  }
}
