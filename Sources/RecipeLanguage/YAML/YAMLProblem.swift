/// Why a file could not be read as YAML.
struct YAMLProblem: Error {
  var message: String
  var mark: YAMLMark
  var note: (message: String, mark: YAMLMark)?
}
