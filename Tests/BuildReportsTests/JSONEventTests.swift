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
        == #"{"event":"stage_failed","at":1.500,"name":"a\"b","stage":"probe","code":"invalid-media","message":"line\nbreak","detail":null,"places":[]}"#
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

  @Test("A build that an error ended has a last line all the same")
  func aborted() {
    let writer = JSONEventWriter(sink: .standardError())
    #expect(
      writer.line(.aborted(StageError(code: "no-space", message: "The disk is full.")), at: 2)
        == #"{"event":"finished","ok":false,"stages":0,"ran":0,"cached":0,"failed":0,"seconds":2.000,"outputs":[],"error":{"code":"no-space","message":"The disk is full.","detail":null}}"#
    )
  }

  @Test("An alert, a sample, and a second attempt")
  func monitoring() {
    let alert = BuildAlert(
      node: NodeID(index: 1), label: "a", stage: "probe", kind: .stepSeconds, value: 30.02,
      bound: 30)
    #expect(
      line(.alert(alert))
        == #"{"event":"alert","at":1.500,"name":"a","stage":"probe","kind":"step_seconds","value":30.0,"bound":30.0,"message":"probe a takes 30 s, the bound being 30 s"}"#
    )
    let sample = ResourceSample(
      memory: 12_000, processors: 1.25,
      stages: [.init(node: NodeID(index: 1), memory: 8000, processors: 1)])
    #expect(
      line(.sampled(sample))
        == #"{"event":"sampled","at":1.500,"memory_bytes":12000,"processors":1.25,"stages":[{"name":"","memory_bytes":8000,"processors":1.00}]}"#
    )
    #expect(
      line(SampleBuild.start(1, "a", .neverBuilt, attempt: 2))
        == #"{"event":"stage_started","at":1.500,"name":"a","stage":"work","key":"\#(hex)","reason":"never built","expected_seconds":1.000,"attempt":2}"#
    )
  }
}
