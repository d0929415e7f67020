import BuildEngine
import BuildGraph
import BuildReports
import Testing

@Suite("Report of a check")
struct CheckReportTests {
  private let key = SHA256.digest(of: [])
  private let film = CheckReport.Film(
    path: "film.mp4", hasSameBytes: true, hasSameFrames: true, pictures: 120, soundBlocks: 40,
    firstDifference: nil, damage: nil)

  private func report(
    differences: [ReproducibilityCheck.Difference] = [], unmatched: [String] = [],
    films: [CheckReport.Film]
  ) -> CheckReport {
    CheckReport(
      verdict: .init(compared: 12, differences: differences, unmatched: unmatched), films: films,
      jobs: 1, seconds: 3.25)
  }

  private var difference: ReproducibilityCheck.Difference {
    .init(
      label: "scene 2/body.0", stage: "segment", key: key, output: "packets",
      first: .init(digest: key, size: 100), second: .init(digest: key, size: 102), offset: 17)
  }

  @Test("All is the same")
  func same() {
    let report = report(films: [film])
    #expect(report.isGood)
    #expect(
      CheckText.text(report) == """
        film.mp4: the same bytes; it decodes whole, 120 pictures and 4.0 s of sound
        reproducible: 12 results are the same, made again with 1 job · 3.3 s

        """)
    #expect(
      report.event == """
        {"event":"checked","ok":true,"compared":12,"jobs":1,"seconds":3.250,"differences":[],\
        "unmatched":[],"unmatched_cause":null,"films":[{"path":"film.mp4","same_bytes":true,"same_frames":true,\
        "pictures":120,"sound_blocks":40,"first_difference":null,"damage":null}]}
        """)
  }

  @Test("A stage gave other bytes; what it shows is the same")
  func differing() {
    var film = film
    film.hasSameBytes = false
    let report = report(differences: [difference], unmatched: ["film"], films: [film])
    #expect(!report.isGood)
    #expect(
      CheckText.text(report) == """
        differs: segment scene 2/body.0, from the same inputs
            key \(key.hex)
            output packets: 100 and 102 bytes; the first difference is at byte 17
        film.mp4: bytes differ, pictures and sound are the same (120 pictures and 4.0 s of sound)
        not reproducible: segment scene 2/body.0 is the first that differs · 3.3 s

        """)
    #expect(report.event.contains(#""bytes":[100,102],"offset":17}"#))
  }

  @Test("A picture differs, a film is damaged, a source changed")
  func others() {
    var film = film
    film.hasSameBytes = false
    film.hasSameFrames = false
    film.firstDifference = "picture at 1.233333 s"
    #expect(
      CheckText.text(report(differences: [difference], films: [film])).contains(
        "\nfilm.mp4: bytes differ, and so does the picture at 1.233333 s first\n"))
    film = self.film
    film.damage = "film.mp4 is damaged: in stream 0, a packet is cut short."
    let damaged = report(films: [film])
    #expect(!damaged.isGood && CheckText.text(damaged).contains("\nnot sound: film.mp4 · 3.3 s\n"))
    let changed = report(unmatched: ["probe a", "film"], films: [])
    #expect(!changed.isGood)
    #expect(
      CheckText.text(changed) == "not checked: a source or a library changed between the two "
        + "builds; check again (probe a: it is new) · 3.3 s\n")
  }
}
