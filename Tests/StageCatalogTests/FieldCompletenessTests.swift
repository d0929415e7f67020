import BuildGraph
import StageCatalog
import Testing

/// A parameter that is missing from the key would make the store give out stale artifacts. So the
/// fields of every value are compared with its stored properties, all the way down.
@Suite("Keys hold every parameter")
struct FieldCompletenessTests {
  @Test("Every stage has a sample")
  func samples() {
    let sampled = Samples.all.map { type(of: $0).stage.name }
    #expect(sampled == StageList.parameterTypes.map { $0.stage.name })
  }

  @Test("Every stored property is a field", arguments: Samples.all.indices)
  func completeness(index: Int) {
    let parameters = Samples.all[index]
    check(parameters, named: type(of: parameters).stage.name)
  }

  private func check(_ value: any FieldEncodable, named path: String) {
    var encoder = FieldEncoder()
    value.encodeFields(into: &encoder)
    let fields = KeyText(bytes: encoder.bytes).fields
    // A value that is one text (a name, a colour, a rational) has no named field of its own.
    guard let first = fields.first, !first.name.isEmpty else { return }
    let names = Set(fields.map { String($0.name.prefix { $0 != "." }) })
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .struct {
      for child in mirror.children {
        let name = child.label ?? ""
        #expect(names.contains(name), "\(path) leaves '\(name)' out of the key")
      }
    }
    descend(into: mirror, path: path)
  }

  private func descend(into mirror: Mirror, path: String) {
    for child in mirror.children {
      let name = path + "." + (child.label ?? "")
      if let nested = child.value as? any FieldEncodable {
        check(nested, named: name)
      } else {
        descend(into: Mirror(reflecting: child.value), path: name)
      }
    }
  }

  @Test("No two stages, and no two outputs of one, share a name")
  func names() {
    let stages = Samples.all.map(\.descriptor)
    #expect(Set(stages.map(\.name)).count == stages.count)
    for stage in stages {
      #expect(!stage.outputs.isEmpty)
      #expect(Set(stage.outputs.map(\.name)).count == stage.outputs.count)
    }
  }
}
