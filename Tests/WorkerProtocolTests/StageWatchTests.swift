import Testing

@testable import WorkerProtocol

@Suite struct StageWatchTests {
  /// Whether each of the moments finds the stage alive: the run, how often it has looked at its
  /// cancellation, the processor's seconds.
  private func watched(_ moments: [(Int?, Int, Double)]) -> [Bool] {
    var watch = StageWatch()
    return moments.map {
      watch.isAlive(run: $0.0, looks: $0.1, processorSeconds: $0.2, limit: 10)
    }
  }

  @Test func aStageThatNeverLooksIsNoticed() {
    #expect(
      watched([(1, 0, 100), (1, 0, 105), (1, 0, 109.9), (1, 0, 110), (1, 0, 500)])
        == [true, true, true, false, false])
  }

  @Test func aLookBeginsTheTimeAgain() {
    #expect(
      watched([(1, 0, 0), (1, 1, 9), (1, 1, 18), (1, 2, 19), (1, 2, 28.9), (1, 2, 29)])
        == [true, true, true, true, true, false])
  }

  /// Time in which the processor does nothing here is not counted, however long it is.
  @Test func waitingDoesNotCount() {
    #expect(watched(Array(repeating: (1, 0, 3), count: 1000)).allSatisfy { $0 })
  }

  @Test func theNextRunHasItsOwnTime() {
    #expect(
      watched([(1, 5, 0), (1, 5, 9), (2, 5, 9.5), (2, 5, 19), (2, 5, 19.5)])
        == [true, true, true, true, false])
  }

  @Test func nothingThatRunsIsNeverCaught() {
    #expect(
      watched([(nil, 0, 0), (nil, 0, 50), (1, 0, 60), (1, 0, 69), (nil, 0, 200), (1, 0, 300)])
        .allSatisfy { $0 })
  }

  @Test func twoMinutesAreTheLimit() {
    var watch = StageWatch()
    let alive = [0, 119.9, 120].map { watch.isAlive(run: 1, looks: 0, processorSeconds: $0) }
    #expect(alive == [true, true, false])
  }
}
