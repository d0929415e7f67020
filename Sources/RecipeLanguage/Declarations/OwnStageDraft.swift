/// An own stage while it is read: what its mapping says, before it is known which of its inputs
/// other stages make.
struct OwnStageDraft: Sendable {
  var mark: SourceMark
  var id: Located<String>?
  var run: Located<String>?
  var inputs: [Located<RecipePath>] = []
  var outputs: [Located<String>] = []
}
