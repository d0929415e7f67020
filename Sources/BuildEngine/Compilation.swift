internal import BuildGraph

/// A graph that grows with what is known, and the part of it that is needed now.
final class Compilation {
  typealias Compile = (inout Graph, any ResultLookup) throws -> BuildPlan

  let resolver: Resolver
  private let compile: Compile

  private(set) var graph = Graph()
  private(set) var plan = BuildPlan(targets: [], pending: [])
  private(set) var pending: Set<NodeID> = []
  /// The nodes that targets and pending ones stand on, and those whose results decided what the
  /// targets are, in topological order.
  private(set) var needed: [NodeID] = []

  init(resolver: Resolver, compile: @escaping Compile) {
    self.resolver = resolver
    self.compile = compile
  }

  /// Compiles with what is known now, and finds the state of every node that is needed.
  func update() throws {
    // The graph is taken out meanwhile: the resolver must not see a second copy, which the
    // compiler's next addition would have to duplicate.
    var growing = graph
    graph = Graph()
    defer { graph = growing }
    resolver.consulted = []
    // What waited for this compilation waits no longer: it may turn out to be known, and the
    // compilation has to see that.
    resolver.release()
    plan = try compile(&growing, resolver)
    pending = Set(plan.pending)
    resolver.grow(to: growing.nodes.count)
    needed = growing.closure(
      of: plan.targets.map(\.node) + plan.pending + resolver.consulted)
    for id in needed { try resolver.resolve(id, in: growing) }
  }
}
