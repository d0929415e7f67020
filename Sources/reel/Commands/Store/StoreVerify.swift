import ArtifactStore
import BuildReports

/// `reel store verify`: reads everything and says what is not as it should be.
enum StoreVerify: StoreSubcommand {
  static let name = "verify"
  static let summary = "read every artifact and the index, and name what is damaged"
  static let repair = OptionSpec(
    name: "repair", summary: "put aside what is damaged, so that the next build makes it again")
  static let options = [repair]

  static func action(
    _ arguments: ParsedArguments
  ) throws -> (ArtifactStore) throws -> ExitStatus {
    let isRepairing = arguments.has(repair)
    return { store in
      let report = try store.verify(repairing: isRepairing)
      Console.output.write(VerificationText.text(report, name: Paths.short))
      return report.isSound ? .success : .store
    }
  }
}
