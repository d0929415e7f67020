import Foundation

/// A recipe with a store of its own.
struct ReelProject {
  var film: ReelFilm
  var programs: String
  /// The recipe's name without its ending.
  var name: String

  var command: [String] {
    [
      "\(programs)/reel", "build", "\(name).yaml", "--profile", "speed_optimized", "--store",
      "\(name).store", "--progress", "none",
    ]
  }

  func write(in workplace: Workplace, output: String? = nil) throws {
    try workplace.write(
      film.recipe(output: output ?? workplace.path("\(name).mp4")), to: "\(name).yaml")
  }

  func removeStore(in workplace: Workplace) {
    try? FileManager.default.removeItem(atPath: workplace.path("\(name).store"))
  }
}
