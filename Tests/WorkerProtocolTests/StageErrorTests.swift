import Testing

@testable import WorkerProtocol

@Suite struct StageErrorTests {
  private func decode(_ error: String) throws -> StageError? {
    let text =
      #"{"type":"result","id":1,"ok":false,"outputs":[],"cpuSeconds":0,"peakMemoryBytes":0,"error":"#
      + error + "}"
    guard case .result(let result) = try WorkerMessage.decode(Array(text.utf8)) else { return nil }
    return result.error
  }

  @Test func olderWorkersSayNothingOfRetries() throws {
    let error = try #require(try decode(#"{"code":"busy","message":"Not now."}"#))
    #expect(error == StageError(code: "busy", message: "Not now."))
    #expect(!error.isTransient && error.retryAfterSeconds == nil && error.detail == nil)
  }

  @Test func whatIsTransientStaysSo() throws {
    let error = StageError(
      code: "busy", message: "Not now.", isTransient: true, retryAfterSeconds: 2.5)
    let result = RunResult(id: 1, result: .failure(error), cpuSeconds: 0, peakMemoryBytes: 0)
    guard
      case .result(let back) = try WorkerMessage.decode(try WorkerMessage.result(result).encoded())
    else {
      Issue.record("no result")
      return
    }
    #expect(back.error == error)
  }

  @Test func nonsenseIsRefused() {
    #expect(throws: ProtocolError.self) {
      try decode(#"{"code":"busy","message":"m","isTransient":"soon"}"#)
    }
  }
}
