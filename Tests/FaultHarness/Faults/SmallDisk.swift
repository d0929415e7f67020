import Glibc

/// A file system of its own for a round, of a size that the round decides. Only root can mount.
enum SmallDisk {
  static func mount(_ round: Round) throws {
    let place = "\(round.folder)/disk"
    try Files.createFolder(place)
    guard Glibc.mount("tmpfs", place, "tmpfs", 0, "size=24m") == 0 else {
      throw HarnessError.system("mount", place)
    }
  }

  /// Where outputs are, if the disk is for them and not for the store.
  static func outputFolder(_ round: Round) -> String? {
    let disk = "\(round.folder)/disk"
    return round.store.hasPrefix(disk) ? nil : "\(disk)/out"
  }

  /// Nothing half done may stand beside the outputs when a build has ended by itself.
  static func checkOutputs(_ round: Round) {
    guard let folder = outputFolder(round) else { return }
    for name in Files.names(in: folder) where name.hasPrefix(".") {
      round.lose("left beside the outputs: \(name)")
    }
  }

  static func unmount(_ round: Round) { umount2("\(round.folder)/disk", Int32(MNT_DETACH)) }

  /// Why nothing can be mounted here, or `nil`.
  static let obstacle: String? = {
    var template = Array("/tmp/reel-mount-XXXXXX".utf8CString)
    guard getuid() == 0, mkdtemp(&template) != nil else { return "only root can mount" }
    let place = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { rmdir(place) }
    guard Glibc.mount("tmpfs", place, "tmpfs", 0, "size=64k") == 0 else {
      return "this machine lets nobody mount"
    }
    umount2(place, Int32(MNT_DETACH))
    return nil
  }()
}
