import ArtifactStore
import Testing

@Suite("Reports in the store")
struct ReportTests {
  @Test("The last twenty of a project are kept, the latest first")
  func kept() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.path("store"))
    #expect(ArtifactStore.reports(inStore: store.path, project: "a") == [])
    for number in 1...23 { try store.saveReport(Array("\(number)".utf8), project: "a") }
    try store.saveReport([1], project: "b")
    let paths = ArtifactStore.reports(inStore: store.path, project: "a")
    #expect(paths.count == ArtifactStore.reportLimit)
    #expect(paths.first?.hasSuffix("/00000023.json") == true)
    #expect(paths.last?.hasSuffix("/00000004.json") == true)
    #expect(ArtifactStore.reports(inStore: store.path, project: "b").count == 1)
    #expect(ArtifactStore.reports(inStore: scratch.path("nowhere"), project: "a") == [])
  }
}
