import BuildGraph
import FilmVocabulary
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
    let known = WorkerToolchain.ofMediaStages().libraries
    for stage in StageList.parameterTypes.map({ $0.stage }) {
      for library in stage.libraries {
        #expect(known[library] != nil && known[library] != "none", "\(stage.name): \(library)")
      }
    }
  }

  @Test("A PNG's key names the library that packs it, a JPEG's does not")
  func thumbnails() {
    func libraries(_ format: ThumbnailParameters.Format) -> [String] {
      ThumbnailParameters(
        canvas: Canvas(width: 64, height: 48, frameRate: Rational(25)), segments: [1], frame: 0,
        cuts: [], overlays: [], format: format
      ).descriptor.libraries
    }
    #expect(libraries(.png).contains("zlib") && !libraries(.jpg).contains("zlib"))
    let known = WorkerToolchain.ofMediaStages().libraries
    #expect(known["zlib"]?.split(separator: ".").count ?? 0 >= 3)
  }

  @Test("A segment's key names the library that makes interlaced pictures whole")
  func fields() {
    #expect(SegmentParameters.stage.libraries.contains("libavfilter"))
  }
}
