import Glibc

/// Outputs that are deleted, changed or replaced between two builds.
struct TamperedOutput: Fault {
  let name = "tampered-output"
  let weight = 12
  let starts: [Start] = [.complete]

  enum Harm: CaseIterable { case delete, cut, link, deadLink, folder, unreadable, deleteAll }

  func strike(_ round: Round) throws {
    let path = "\(round.folder)/\(round.random.pick(round.film.outputs))"
    let bystander = "\(round.folder)/bystander"
    let content = [UInt8](repeating: 42, count: Files.size(path))
    try Files.write(content, to: bystander)
    let harm = round.random.pick(Harm.allCases)
    round.note("\(path): \(harm)")
    switch harm {
    case .delete: Files.remove(path)
    case .cut: truncate(path, round.random.number(0...max(0, content.count - 1)))
    case .link:
      Files.remove(path)
      symlink(bystander, path)
    case .deadLink:
      Files.remove(path)
      symlink("/nonexistent/\(round.number)", path)
    case .folder:
      Files.remove(path)
      try Files.createFolder(path)
    case .unreadable: chmod(path, 0)
    case .deleteAll: Files.remove("\(round.folder)/out")
    }
    let run = try round.build()
    if harm == .folder {
      try round.finish(run, allowed: [3])
      Files.remove(path)
    } else {
      try round.finish(run)
    }
    if (try? Files.read(bystander)) != content {
      round.lose("a file that an output was linked to was changed", run)
    }
  }
}
