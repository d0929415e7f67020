/// Reads a recipe with all that it includes, and merges them.
///
/// An included file is merged first, in the order of the list; what the including file says wins.
/// Files that include themselves, or too many, are refused.
struct IncludeResolver {
  /// How deep files may include files.
  static let maximumDepth = 16
  /// How many files a recipe may be made of.
  static let maximumFiles = 64

  let files: any RecipeFiles
  let reader: RecipeReader
  private var stack: [String] = []

  init(files: any RecipeFiles, reader: RecipeReader) {
    self.files = files
    self.reader = reader
  }

  /// The merged root of a file, or `nil`, reported, if it cannot be read.
  ///
  /// - Parameter place: Where it is included; `nil` for the recipe itself.
  mutating func root(of path: String, includedAt place: YAMLMark? = nil) -> YAMLNode? {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try files.read(path)
    } catch {
      let mark = place.map { reader.mark($0) }
      reader.report(
        Diagnostic("\(path.quoted) cannot be read: \(error.reason)", at: mark))
      return nil
    }
    let file = reader.add(
      SourceFile(path: path, folder: PathText.folder(of: path), bytes: bytes))
    let root: YAMLNode
    do throws(YAMLProblem) {
      guard let node = try YAMLComposer.compose(bytes, file: file) else {
        return empty(path, file, isIncluded: place != nil)
      }
      root = node
    } catch {
      let color = CommentedColor(in: bytes, lines: 1...max(error.mark.line, 1), file: file)
      reader.report(error.message, at: error.mark, note: color?.note ?? error.note)
      return nil
    }
    if root.isNull { return empty(path, file, isIncluded: place != nil) }
    guard case .mapping(let entries) = root.content else {
      reader.reportUnexpected(root, expected: "a mapping of keys to values")
      return nil
    }
    guard let include = root["include"] else { return root }
    stack.append(PathText.lexicallyNormalized(path))
    defer { stack.removeLast() }
    let own = YAMLNode(content: .mapping(entries.filter { $0.key != "include" }), mark: root.mark)
    guard let base = merged(include, at: root.mark) else { return own }
    return own.merged(over: base)
  }

  private func empty(_ path: String, _ file: Int32, isIncluded: Bool) -> YAMLNode? {
    let mark = YAMLMark(file: file, line: 1, column: 1, length: 0)
    // An included file whose lines are all comments says nothing, and that is no mistake.
    if isIncluded { return YAMLNode(content: .mapping([]), mark: mark) }
    reader.report(
      "there is nothing in this file; a recipe has 'scenes', a list of scenes", at: mark)
    return nil
  }

  /// The files of an `include` list, merged in order.
  private mutating func merged(_ include: YAMLNode, at mark: YAMLMark) -> YAMLNode? {
    guard case .sequence(let nodes) = include.content else {
      reader.reportUnexpected(include, expected: "a list of paths")
      return nil
    }
    var base: YAMLNode?
    for node in nodes {
      guard let path = path(node) else { continue }
      if stack.contains(PathText.lexicallyNormalized(path)) {
        reader.report("\(path.quoted) includes itself", at: node.mark)
        continue
      }
      guard stack.count <= Self.maximumDepth else {
        reader.report(
          "files include files more than \(Self.maximumDepth) levels deep", at: node.mark)
        continue
      }
      guard reader.files.count < Self.maximumFiles else {
        reader.report("a recipe is made of at most \(Self.maximumFiles) files", at: node.mark)
        return base
      }
      guard let root = root(of: path, includedAt: node.mark) else { continue }
      base = base.map { root.merged(over: $0) } ?? root
    }
    return base
  }

  private func path(_ node: YAMLNode) -> String? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull, !scalar.text.isEmpty else {
      reader.reportUnexpected(node, expected: "a path")
      return nil
    }
    guard !scalar.text.contains("${") else {
      reader.report("variables are not known yet when files are included", at: node.mark)
      return nil
    }
    return reader.path(scalar.text, at: node.mark).resolved
  }
}
