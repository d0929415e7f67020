/// Finds and reads profiles.
public struct ProfileLoader: Sendable {
  /// How many profiles may extend one another.
  static let maximumDepth = 16

  private let files: any RecipeFiles
  private let folders: [String]

  /// - Parameters:
  ///   - folders: Where `NAME.yaml` is looked for, before the profiles that come with the program.
  ///   - files: Where files are read from.
  public init(folders: [String] = [], files: any RecipeFiles = DiskFiles()) {
    self.folders = folders
    self.files = files
  }

  /// Reads a profile with all that it extends.
  ///
  /// - Parameter name: A path if it holds a `/` or ends in `.yaml` or `.yml`, else a name.
  /// - Returns: All that is wrong is in the result; nothing is thrown.
  public func load(_ name: String) -> ProfileLoadResult {
    let reader = RecipeReader()
    var stack: [String] = []
    let profile = profile(name, from: nil, &stack, reader)
    let names = reader.files.map(\.path)
    return ProfileLoadResult(
      profile: reader.sink.hasErrors ? nil : profile,
      diagnostics: reader.sink.sorted(files: names),
      filesRead: names.filter { !$0.hasPrefix("<") }, sources: SourceTexts(reader.files))
  }

  private func profile(
    _ name: String, from place: YAMLMark?, _ stack: inout [String], _ reader: RecipeReader
  ) -> Profile? {
    let mark = place.map { reader.mark($0) }
    guard let source = source(name, from: place, mark, reader) else { return nil }
    let identity = PathText.lexicallyNormalized(source.path)
    guard !stack.contains(identity), stack.count < Self.maximumDepth else {
      let circle = stack.contains(identity)
      reader.report(
        Diagnostic(
          circle
            ? "the profile \(name.quoted) extends itself"
            : "more than \(Self.maximumDepth) profiles extend one another", at: mark))
      return nil
    }
    stack.append(identity)
    let file = reader.add(source)
    var profile = Profile(name: Self.isPath(name) ? PathText.stem(of: name) : name)
    do throws(YAMLProblem) {
      guard let root = try YAMLComposer.compose(source.bytes, file: file), !root.isNull else {
        reader.report(
          "the file is empty", at: YAMLMark(file: file, line: 1, column: 1, length: 0))
        return nil
      }
      if let parent = root["extends"], !parent.isNull,
        let name = Shapes.name.read(parent, reader)
      {
        guard let base = self.profile(name, from: parent.mark, &stack, reader) else { return nil }
        (profile.mode, profile.quality) = (base.mode, base.quality)
        profile.schedule = base.schedule
      }
      ProfileDeclaration.mapping.read(root, reader, into: &profile)
    } catch {
      reader.report(error.message, at: error.mark, note: error.note)
      return nil
    }
    return profile
  }

  private static func isPath(_ name: String) -> Bool {
    name.utf8.contains(UInt8(ascii: "/")) || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// The file of a profile, or `nil`, reported, if there is none.
  private func source(
    _ name: String, from place: YAMLMark?, _ mark: SourceMark?, _ reader: RecipeReader
  ) -> SourceFile? {
    if Self.isPath(name) {
      let path = place.map { reader.path(name, at: $0).resolved } ?? name
      do throws(FileProblem) {
        return SourceFile(
          path: path, folder: PathText.folder(of: path), bytes: try files.read(path))
      } catch {
        reader.report(
          Diagnostic("the profile \(path.quoted) cannot be read: \(error.reason)", at: mark))
        return nil
      }
    }
    for folder in folders {
      let path = PathText.joined(folder, name + ".yaml")
      if let bytes = try? files.read(path) {
        return SourceFile(path: path, folder: folder, bytes: bytes)
      }
    }
    if let text = BuiltinProfiles.text(of: name) {
      return SourceFile(path: "<\(name)>", folder: "", bytes: Array(text.utf8))
    }
    let names = BuiltinProfiles.names
    reader.report(
      Diagnostic(
        "there is no profile \(name.quoted); there are \(names.joined(separator: ", ")), auto, and"
          + " your own by path",
        at: mark, suggestion: Spelling.nearest(to: name, among: names + ["auto"])))
    return nil
  }
}
