import BuildGraph
import StageCatalog
import StageImplementations
import Testing
import WorkerProtocol

/// A worker can run what the catalogue holds, no less and no more.
@Suite("Worker's stages")
struct WorkerStagesTests {
  @Test("The catalogue and the worker's list agree, in order")
  func lists() {
    #expect(
      WorkerStages.all.map { $0.descriptor.name } == StageList.parameterTypes.map { $0.stage.name })
  }

  @Test("A worker tells the version of every library that a stage's key names")
  func libraries() {
    let known = WorkerHello.ofMediaWorker(program: "test").libraries
    for stage in StageList.parameterTypes.map({ $0.stage }) {
      for library in stage.libraries {
        #expect(known[library] != nil && known[library] != "none", "\(stage.name): \(library)")
      }
    }
  }
}
