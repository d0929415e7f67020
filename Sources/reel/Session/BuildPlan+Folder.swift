import BuildGraph

extension BuildPlan {
  /// Puts every file into a folder of its own below another one: two may have the same name.
  mutating func moveTargets(to folder: String) {
    for index in targets.indices {
      let name = targets[index].path.split(separator: "/").last ?? "output"
      targets[index].path = "\(folder)/\(index)/\(name)"
    }
  }
}
