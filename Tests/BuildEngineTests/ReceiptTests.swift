import ArtifactStore
import BuildGraph
import EngineTestStages
import Glibc
import Testing

@testable import BuildEngine

/// A build that is up to date is known to be so without compiling, and never wrongly.
@Suite struct ReceiptTests {
  /// A recipe that is watched, and a source that a node reads.
  private final class Project {
    let shop: Workshop
    var name = "film"

    init() throws {
      shop = try Workshop()
      try shop.write("abcd", to: "a.txt")
      try shop.write("recipe", to: "film.yaml")
    }

    var request: BuildRequest {
      let request = BuildRequest(digest: SHA256.digest(of: Array(name.utf8)))
      request.watch(shop.path("film.yaml"))
      return request
    }

    @discardableResult
    func build(_ request: BuildRequest? = nil) throws -> BuildSummary {
      let request = request ?? self.request
      return try shop.withEngine { [shop] engine in
        try engine.build(observer: EventLog(), request: request) { graph, _ in
          let recipe = try shop.read("film.yaml")
          let top = graph.join(recipe, [.file(path: shop.path("a.txt"))])
          return BuildPlan([(top, shop.path("out/top.txt"))])
        }
      }
    }

    func upToDate() throws -> BuildSummary? {
      let request = self.request
      return try shop.withEngine { try $0.upToDate(request) }
    }
  }

  @Test func answersAsTheBuildWould() throws {
    let project = try Project()
    #expect(try project.upToDate() == nil)
    try project.build()
    let known = try #require(try project.upToDate())
    let full = try project.build()
    #expect(known.status == .succeeded && known.exitStatus == 0)
    #expect(known.stages == full.stages && known.cached == full.cached && known.ran == 0)
    #expect(known.outputs == full.outputs)
  }

  /// Whatever is changed, the answer is not known any more; built again, it is.
  @Test(arguments: [
    "source", "source of the same size and time", "recipe", "output deleted", "output edited",
    "another request", "another worker", "caching off", "the index is lost",
    "results are collected",
  ])
  func forgets(_ change: String) throws {
    let project = try Project()
    let shop = project.shop
    try project.build()
    #expect(try project.upToDate() != nil)
    switch change {
    case "source": try shop.write("abcde", to: "a.txt")
    case "source of the same size and time":
      var before = stat()
      #expect(stat(shop.path("a.txt"), &before) == 0)
      try shop.write("wxyz", to: "a.txt")
      let times = [before.st_atim, before.st_mtim]
      #expect(utimensat(AT_FDCWD, shop.path("a.txt"), times, 0) == 0)
    case "recipe": try shop.write("recipf", to: "film.yaml")
    case "output deleted": unlink(shop.path("out/top.txt"))
    case "output edited": try shop.write("top[xxxx]", to: "out/top.txt")
    case "another request": project.name = "other"
    case "another worker":
      let copy = shop.path("worker")
      try shop.write("#!/bin/sh\nexec '\(Workshop.worker)'\n", to: "worker")
      chmod(copy, 0o755)
      // A program that was written in this very tick is not relied upon.
      usleep(50_000)
      shop.options.workerCommand = [copy]
    case "caching off": shop.options.readCache = false
    case "results are collected":
      let store = try ArtifactStore(path: shop.storePath)
      // A process that another test is starting may hold the store's lock until it has begun.
      #expect(try store.collect(CollectionRequest(maxBytes: 0), wait: 10)?.results == 1)
    default: Workshop.removeTree("\(shop.storePath)/index")
    }
    #expect(try project.upToDate() == nil)
    shop.options.readCache = true
    let summary = try project.build()
    #expect(summary.status == .succeeded)
    let content = try shop.read("a.txt")
    let recipe = try shop.read("film.yaml")
    #expect(try shop.read("out/top.txt") == "\(recipe)[\(content)]")
    #expect(try project.upToDate() != nil)
  }

  @Test func aFileThatChangesDuringTheBuildLeavesNoReceipt() throws {
    let project = try Project()
    let request = project.request
    // The stamp was taken; what is read now is newer.
    try project.shop.write("changed", to: "film.yaml")
    try project.build(request)
    #expect(try project.upToDate() == nil)
    #expect(try project.shop.read("out/top.txt") == "changed[abcd]")
  }

  @Test func whatCannotBeWatchedLeavesNoReceipt() throws {
    let project = try Project()
    let silent = project.request
    silent.giveUp()
    try project.build(silent)
    #expect(try project.upToDate() == nil)
  }

  @Test func whatIsNotThereIsWatchedAsWell() throws {
    let project = try Project()
    let request = project.request
    request.watch(project.shop.path("nothing"))
    request.watch(project.shop.path("folder"))
    try project.build(request)
    #expect(try project.upToDate() != nil)
    try project.shop.write("now it is", to: "nothing")
    #expect(try project.upToDate() == nil)
  }

  @Test func aNewNameInAWatchedFolderIsNoticed() throws {
    let project = try Project()
    #expect(mkdir(project.shop.path("folder"), 0o755) == 0)
    let request = project.request
    request.watch(project.shop.path("folder"))
    try project.build(request)
    #expect(try project.upToDate() != nil)
    try project.shop.write("font", to: "folder/new.ttf")
    #expect(try project.upToDate() == nil)
  }

  @Test func anotherBuildOfTheProjectIsNoticed() throws {
    let project = try Project()
    try project.build()
    let shop = project.shop
    try shop.build { graph, _ in
      BuildPlan([(graph.join("other"), shop.path("other.txt"))])
    }
    #expect(try project.upToDate() == nil)
  }

  @Test func readsOnlyWhatItWrote() throws {
    let digest = SHA256.digest(of: [1])
    let receipt = BuildReceipt(
      stages: 3, targets: [.init(path: "a b\n.mp4", digest: digest, size: 9)],
      toolchain: digest, signature: SHA256.digest(of: [2]), generation: 7, day: 86_400)
    #expect(BuildReceipt(bytes: receipt.bytes) == receipt)
    for length in 0..<receipt.bytes.count {
      let short = BuildReceipt(bytes: Array(receipt.bytes.prefix(length)))
      // A text that ends between two targets is whole, with fewer of them.
      #expect(short == nil || short?.targets.isEmpty == true)
    }
  }
}
