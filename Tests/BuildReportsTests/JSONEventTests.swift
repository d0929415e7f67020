import ArtifactStore
import BuildEngine
import BuildGraph
import Testing
import WorkerProtocol

@testable import BuildReports

@Suite("Events as JSON")
struct JSONEventTests {
  private let key = SHA256.digest(of: [])
  private let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  private func line(_ event: BuildEvent) -> String {
    JSONEventWriter(sink: .standardError()).line(event, at: 1.5)
  }

  @Test("A stage that was found")
  func cached() {
    #expect(
      line(.nodeCached(NodeID(index: 1), label: "hook/mix", stage: "scene-mix", key: key))
        == #"{"event":"stage_cached","at":1.500,"name":"hook/mix","stage":"scene-mix","key":"\#(hex)"}"#
    )
  }

  @Test("A failure, with characters that JSON must escape")
  func failure() {
    let failure = BuildFailure(
      node: NodeID(index: 1), label: "a\"b", stage: "probe",
      error: StageError(code: "invalid-media", message: "line\nbreak", detail: nil))
    #expect(
      line(.nodeFailed(failure))
        == #"{"event":"stage_failed","at":1.500,"name":"a\"b","stage":"probe","code":"invalid-media","message":"line\nbreak","detail":null}"#
    )
  }

  @Test("An attempt that is repeated, for programs and for people")
  func retry() {
    let node = NodeID(index: 1)
    #expect(
      line(.nodeRetried(node, label: "a", attempt: 1, cause: "The server is busy.", delay: 0.4375))
        == #"{"event":"stage_retried","at":1.500,"name":"a","attempt":1,"cause":"The server is busy.","delay_seconds":0.438}"#
    )
    #expect(
      SummaryText.retry("a", attempt: 1, cause: "The server is busy.", delay: 0.4375)
        == "a: The server is busy; attempt 1 failed, trying again in 0.4 s")
  }

  @Test("The last line is the summary, without a time of its own")
  func finished() {
    let summary = BuildSummary(
      status: .succeeded, stages: 43, ran: 3, cached: 40, failed: 0, seconds: 1.8,
      outputs: [DeliveredOutput(path: "build/a.mp4", digest: key, size: 12, isUpToDate: false)],
      failures: [])
    #expect(
      line(.finished(summary))
        == #"{"event":"finished","ok":true,"stages":43,"ran":3,"cached":40,"failed":0,"seconds":1.800,"outputs":[{"path":"build/a.mp4","digest":"\#(hex)","bytes":12,"up_to_date":false}]}"#
    )
    #expect(
      SummaryText.line(summary)
        == "1 video · 43 stages: 3 ran, 40 cached · 1.8 s · build/a.mp4")
  }
}
