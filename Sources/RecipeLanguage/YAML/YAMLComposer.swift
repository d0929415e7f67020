/// Makes a tree of nodes out of a YAML file.
///
/// One document, scalar keys, no key twice. Aliases and merge keys (`<<`) are resolved. The tree
/// never exceeds ``YAMLLimits`` when it is walked, so no file of a few lines can make the program
/// run for years.
struct YAMLComposer: ~Copyable {
  private struct Anchored {
    var node: YAMLNode
    var size: Int
    var depth: Int
  }

  /// A composed node with what it costs to walk it.
  private typealias Composed = (node: YAMLNode, size: Int, depth: Int)

  private var reader: YAMLEventReader
  private var anchors: [String: Anchored] = [:]
  private var open: Set<String> = []
  private var nodes = 0
  private var aliasedNodes = 0

  private init(reader: consuming YAMLEventReader) { self.reader = reader }

  /// The root of a file, or `nil` if there is nothing in it but comments.
  ///
  /// - Parameter file: The index that marks are to carry.
  /// - Throws: ``YAMLProblem`` at the first place that cannot be read.
  static func compose(_ bytes: [UInt8], file: Int32) throws(YAMLProblem) -> YAMLNode? {
    let start = YAMLMark(file: file, line: 1, column: 1, length: 0)
    guard bytes.count <= YAMLLimits.fileSize else {
      throw YAMLProblem(
        message: "the file has \(bytes.count >> 20) MiB; more than 16 MiB are not read", mark: start
      )
    }
    if bytes.isEmpty { return nil }
    let result: Result<YAMLNode?, YAMLProblem> = bytes.withUnsafeBufferPointer { buffer in
      do throws(YAMLProblem) {
        let reader = try YAMLEventReader(bytes: buffer, file: file)
        var composer = YAMLComposer(reader: reader)
        return .success(try composer.document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func document() throws(YAMLProblem) -> YAMLNode? {
    if case .streamEnd = try reader.next().kind { return nil }
    let root = try node(try reader.next(), level: 1).node
    _ = try reader.next()
    let rest = try reader.next()
    if case .streamEnd = rest.kind { return root }
    throw YAMLProblem(
      message: "a second document begins here; a file holds one", mark: rest.mark)
  }

  private mutating func node(_ event: YAMLEvent, level: Int) throws(YAMLProblem) -> Composed {
    if let tag = event.unknownTag {
      throw YAMLProblem(
        message: "the tag \(tag.quoted) is not known; recipes use no tags", mark: event.mark)
    }
    try checkDepth(level, event.mark)
    nodes += 1
    guard nodes <= YAMLLimits.nodes else {
      throw YAMLProblem(
        message: "the file holds more than \(YAMLLimits.nodes) values", mark: event.mark)
    }
    if case .alias(let name) = event.kind { return try alias(name, event, level: level) }
    if let anchor = event.anchor { open.insert(anchor) }
    let composed: Composed
    switch event.kind {
    case .scalar(let scalar):
      composed = (YAMLNode(content: .scalar(scalar), mark: event.mark), 1, 1)
    case .sequenceStart: composed = try sequence(event.mark, level: level)
    case .mappingStart: composed = try mapping(event.mark, level: level)
    default: throw YAMLProblem(message: "a value is missing here", mark: event.mark)
    }
    if let anchor = event.anchor {
      open.remove(anchor)
      anchors[anchor] = Anchored(node: composed.node, size: composed.size, depth: composed.depth)
    }
    return composed
  }

  private func checkDepth(_ level: Int, _ mark: YAMLMark) throws(YAMLProblem) {
    guard level <= YAMLLimits.depth else {
      throw YAMLProblem(
        message: "more than \(YAMLLimits.depth) levels of nesting are not read", mark: mark)
    }
  }

  private mutating func alias(
    _ name: String, _ event: YAMLEvent, level: Int
  ) throws(YAMLProblem) -> Composed {
    if open.contains(name) {
      throw YAMLProblem(message: "\(("*" + name).quoted) stands inside of itself", mark: event.mark)
    }
    guard let anchored = anchors[name] else {
      throw YAMLProblem(
        message: "no anchor \(("&" + name).quoted) stands before this alias", mark: event.mark)
    }
    try checkDepth(level + anchored.depth - 1, event.mark)
    aliasedNodes += anchored.size
    guard aliasedNodes <= YAMLLimits.aliasedNodes else {
      throw YAMLProblem(
        message: "the aliases of this file stand for more than \(YAMLLimits.aliasedNodes) values",
        mark: event.mark)
    }
    return (anchored.node, anchored.size, anchored.depth)
  }

  private mutating func sequence(_ mark: YAMLMark, level: Int) throws(YAMLProblem) -> Composed {
    var elements: [YAMLNode] = []
    var (size, depth) = (1, 1)
    while true {
      let event = try reader.next()
      if case .sequenceEnd = event.kind { break }
      let element = try node(event, level: level + 1)
      elements.append(element.node)
      size += element.size
      depth = max(depth, element.depth + 1)
    }
    return (YAMLNode(content: .sequence(elements), mark: mark), size, depth)
  }

  private mutating func mapping(_ mark: YAMLMark, level: Int) throws(YAMLProblem) -> Composed {
    var entries: [YAMLEntry] = []
    var merged: [YAMLNode] = []
    var index = KeyIndex()
    entries.reserveCapacity(4)
    var (size, depth) = (1, 1)
    while true {
      let event = try reader.next()
      if case .mappingEnd = event.kind { break }
      let key = try node(event, level: level + 1).node
      guard case .scalar(let scalar) = key.content else {
        throw YAMLProblem(
          message: "\(key.kindDescription) cannot be a key; a key is a word", mark: event.mark)
      }
      let value = try node(try reader.next(), level: level + 1)
      size += value.size + 1
      depth = max(depth, value.depth + 1)
      if scalar.isPlain, scalar.text == "<<" {
        merged.append(value.node)
        continue
      }
      if let first = index.insert(scalar.text, at: entries.count, in: entries) {
        throw YAMLProblem(
          message: "the key \(scalar.text.quoted) stands here twice", mark: event.mark,
          note: ("the first one", entries[first].keyMark))
      }
      entries.append(YAMLEntry(key: scalar.text, keyMark: event.mark, value: value.node))
    }
    for node in merged { try merge(node, into: &entries, &index) }
    return (YAMLNode(content: .mapping(entries), mark: mark), size, depth)
  }

  /// Adds the entries of a merge key's value that the mapping does not have itself.
  private func merge(
    _ node: YAMLNode, into entries: inout [YAMLEntry], _ index: inout KeyIndex
  ) throws(YAMLProblem) {
    switch node.content {
    case .mapping(let others):
      for other in others where index.insert(other.key, at: entries.count, in: entries) == nil {
        entries.append(other)
      }
    case .sequence(let nodes):
      for node in nodes {
        guard case .mapping = node.content else { throw Self.notMergeable(node) }
        try merge(node, into: &entries, &index)
      }
    case .scalar: throw Self.notMergeable(node)
    }
  }

  private static func notMergeable(_ node: YAMLNode) -> YAMLProblem {
    YAMLProblem(
      message: "'<<' takes a mapping or a list of mappings, not \(node.kindDescription)",
      mark: node.mark)
  }
}
