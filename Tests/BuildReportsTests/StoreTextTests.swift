import ArtifactStore
import BuildGraph
import Testing

@testable import BuildReports

/// What `reel store` prints.
@Suite struct StoreTextTests {
  @Test func collections() {
    var summary = CollectionSummary()
    summary.remainingBytes = 2_000_000
    #expect(
      CollectionText.text(summary, isDryRun: false) == "nothing to collect; 2.0 MB are left\n")
    summary.artifacts = 12
    summary.bytes = 1_200_000_000
    summary.results = 10
    summary.seconds = 125
    summary.keptBytes = 512
    summary.historyRecords = 1
    summary.indexBytes = 3_000_000
    #expect(
      CollectionText.text(summary, isDryRun: true) == """
        would collect 12 artifacts, 1.2 GB; 2.0 MB are left
          10 results, 2 min 5 s of work
          kept for recipes: 512 B
          1 record of history
          the index is smaller by 3.0 MB

        """)
    #expect(
      CollectionText.json(summary, isDryRun: false) == #"""
        {"dry_run":false,"results":10,"seconds":125.000,"artifacts":12,"bytes":1200000000,\#
        "remaining_artifacts":0,"remaining_bytes":2000000,"kept_bytes":512,\#
        "history_records":1,"index_bytes":3000000}

        """#)
  }

  @Test func verifications() {
    var report = VerificationReport()
    report.artifacts = 3
    report.bytes = 200_000_000
    report.seconds = 0.5
    report.results = 2
    report.missing = 1
    #expect(
      VerificationText.text(report) == """
        read 3 artifacts, 200 MB in 0.5 s (400 MB/s); 2 results
        1 artifact of results not there; made when needed
        the store is sound

        """)
    report.findings = [
      .init(
        path: "cas/ab/abcd", fault: .content, digest: SHA256.digest(of: []),
        results: ["segment one", "segment two"], movedTo: nil)
    ]
    report.brokenRecords = 2
    report.missing = 0
    #expect(
      VerificationText.text(report) == """
        damaged: cas/ab/abcd
          result of segment one, segment two
        damaged: 2 records of the index
        read 3 artifacts, 200 MB in 0.5 s (400 MB/s); 2 results
        3 faults found; 'reel store verify --repair' puts them aside

        """)
    report.findings[0].isRepaired = true
    report.findings[0].movedTo = "quarantine/abcd"
    report.areRecordsRepaired = true
    report.droppedResults = 2
    #expect(
      VerificationText.text(report) == """
        damaged: cas/ab/abcd
          result of segment one, segment two
          moved to quarantine/abcd
        damaged: 2 records of the index, removed
        read 3 artifacts, 200 MB in 0.5 s (400 MB/s); 2 results
        repaired; 2 results dropped, which the next build makes again

        """)
  }

  @Test func lists() {
    let listing = [
      StoreListing(
        key: SHA256.digest(of: []), stage: "segment", label: "scene/body.0", bytes: 1_500_000,
        seconds: 12, lastUsed: 1_777_593_600),
      StoreListing(
        key: SHA256.digest(of: [1]), stage: "film", label: nil, bytes: 9, seconds: 0.5,
        lastUsed: 0),
    ]
    #expect(
      StoreListingText.text(listing) == """
        e3b0c44298fc  segment  1.5 MB   12 s  2026-05-01  scene/body.0
        4bf5122f3445  film        9 B  0.5 s  1970-01-01

        """)
    #expect(
      StoreListingText.json([listing[1]]) == #"""
        {"key":"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",\#
        "stage":"film","label":null,"bytes":9,"seconds":0.500,"last_used":"1970-01-01"}

        """#)
  }

  @Test func statistics() {
    var statistics = StoreStatistics()
    statistics.blobs = 1
    statistics.bytes = 2000
    statistics.actions = 2
    statistics.indexBytes = 131_072
    statistics.stages = [.init(name: "film", actions: 2, bytes: 2000, seconds: 3)]
    #expect(
      StatisticsText.text(statistics, path: "store") == """
        store: 1 artifact, 2.0 kB, 2 results
          film  2 results, 2.0 kB, 3.0 s of work
          index  131 kB, of which 0 B are free

        """)
    #expect(
      StatisticsText.json(statistics, path: "/s") == #"""
        {"path":"/s","artifacts":1,"bytes":2000,"results":2,"index_bytes":131072,\#
        "index_free_bytes":0,"quarantined":0,\#
        "stages":{"film":{"results":2,"bytes":2000,"seconds":3.000}}}

        """#)
  }
}
