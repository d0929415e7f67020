internal import BuildGraph
internal import Glibc

extension ArtifactStore {
  /// Reads every artifact and the whole index, and finds what is not as it should be.
  ///
  /// Builds may go on beside it: what they do meanwhile is looked at again before it counts as a
  /// fault, and a build that finds an artifact gone makes it again.
  ///
  /// - Parameter repairing: Moves what is damaged or does not belong there to the store's folder
  ///   `quarantine`, after the results that name it have left the index, so that the next build
  ///   makes it again. Nothing is deleted.
  public func verify(repairing: Bool) throws(StoreError) -> VerificationReport {
    let begin = MonotonicClock.now
    var report = VerificationReport()
    var sizes: [Digest: Int64] = [:]
    var findings: [VerificationReport.Finding] = []
    BlobFolder.forEach(in: "\(path)/cas") { entry in
      if let finding = examine(entry, &report) { findings.append(finding) }
      if let digest = entry.digest { sizes[digest] = entry.size }
    }
    var named: [Digest: [Digest]] = [:]
    var missing: Set<Digest> = []
    try forEachResult { key, result in
      report.results += 1
      for output in result.outputs {
        named[output.digest, default: []].append(key)
        if let size = sizes[output.digest] {
          if size == output.size { continue }
          findings.append(
            .init(
              path: blobPath(output.digest), fault: .size, digest: output.digest, results: []))
        } else if output.inline == nil, !hasBlob(output.digest, size: output.size) {
          missing.insert(output.digest)
        }
      }
    }
    report.missing = missing.count
    let labels = try labelsByKey()
    for finding in findings.sorted(by: {
      ($0.path, $0.fault.rawValue) < ($1.path, $1.fault.rawValue)
    }) {
      let keys = finding.digest.flatMap { named[$0] } ?? []
      // A wrong size and a wrong content are one fault.
      if finding.fault == .size, report.findings.contains(where: { $0.path == finding.path }) {
        continue
      }
      var finding = finding
      finding.results = try keys.map { key throws(StoreError) in
        try result(for: key).map { "\($0.stage) \(labels[key] ?? key.short)" } ?? key.short
      }.sorted()
      if repairing { try repair(&finding, keys: keys, &report) }
      report.findings.append(finding)
    }
    try verifyRecords(repairing: repairing, &report)
    report.damagedIndex = damagedIndex
    report.seconds = MonotonicClock.now - begin
    return report
  }

  private func verifyRecords(
    repairing: Bool, _ report: inout VerificationReport
  ) throws(StoreError) {
    var broken: [Index.Change] = []
    for table in Index.Table.allCases {
      let keys = try indexed { () throws(Index.Failure) in try index.brokenKeys(table) }
      broken += keys.map { .init(table: table, key: $0, value: nil) }
    }
    report.brokenRecords = broken.count
    guard repairing, !broken.isEmpty else { return }
    try indexed { () throws(Index.Failure) in try index.apply(broken) }
    report.areRecordsRepaired = true
  }

  private func examine(
    _ entry: BlobFolder.Entry, _ report: inout VerificationReport
  ) -> VerificationReport.Finding? {
    guard let digest = entry.digest else {
      return .init(path: entry.path, fault: .stray, digest: nil, results: [])
    }
    var fault: VerificationReport.Fault?
    do throws(StoreError) {
      if try FileHasher.digest(ofFile: entry.path) != digest { fault = .content }
    } catch {
      // Deleted by a build or a person while this went on.
      if access(entry.path, F_OK) != 0 { return nil }
      fault = .unreadable
    }
    report.artifacts += 1
    report.bytes += entry.size
    // One that is being published is made read-only before it gets its name.
    if fault == nil && !entry.isReadOnly { fault = .writable }
    return fault.map { .init(path: entry.path, fault: $0, digest: digest, results: []) }
  }

  private func repair(
    _ finding: inout VerificationReport.Finding, keys: [Digest],
    _ report: inout VerificationReport
  ) throws(StoreError) {
    if finding.fault == .writable {
      guard chmod(finding.path, 0o444) == 0 else {
        throw StoreError.system("Cannot protect the artifact", finding.path)
      }
      finding.isRepaired = true
      return
    }
    // Index before artifact: a result must not name what is gone.
    let removals = keys.map { Index.Change(table: .actions, key: Array($0), value: nil) }
    let changes = removals + [try generationChange()]
    try indexed { () throws(Index.Failure) in try index.apply(changes) }
    report.droppedResults += keys.count
    finding.isRepaired = true
    // The artifact itself is sound then.
    if finding.fault == .size { return }
    finding.movedTo = try quarantine(finding)
  }

  /// Moves what is damaged aside.
  ///
  /// - Returns: `nil` if a build has put a sound artifact in its place meanwhile.
  private func quarantine(
    _ finding: VerificationReport.Finding
  ) throws(StoreError) -> String? {
    let folder = "\(path)/quarantine"
    try createFolders(folder)
    let name = finding.path.split(separator: "/").last.map(String.init) ?? "file"
    var place = "\(folder)/\(name)"
    var number = 1
    while access(place, F_OK) == 0 {
      number += 1
      place = "\(folder)/\(name).\(number)"
    }
    if rename(finding.path, place) != 0 {
      if errno == ENOENT { return nil }
      throw StoreError.system("Cannot move the damaged artifact", finding.path)
    }
    // The build may have been as quick as that: what was moved is looked at once more.
    if let digest = finding.digest, (try? FileHasher.digest(ofFile: place)) == digest,
      rename(place, finding.path) == 0
    {
      return nil
    }
    return place
  }

  /// The names of nodes by the keys that they have or had.
  func labelsByKey() throws(StoreError) -> [Digest: String] {
    var labels: [Digest: String] = [:]
    try checkIndex()
    try indexed { () throws(Index.Failure) in
      try index.forEach(.labels) { _, value in
        guard let (label, keys) = Self.decodeLabel(value) else { return }
        for key in keys { labels[key.key] = label }
      }
    }
    return labels
  }
}
