import ArtifactStore
import BuildGraph
import Glibc
import RecipeCompiler

/// Answers a compilation's questions about this machine. Fonts that were found are remembered in
/// the store, as long as their files stay the same.
final class MachineServices: CompilerServices {
  private let store: ArtifactStore?
  private let locator = FontLocator()
  private var fonts: [String: String?] = [:]

  init(store: ArtifactStore?) { self.store = store }

  func isReadableFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, R_OK) == 0
  }

  func fontFile(family: String, bold: Bool) -> String? {
    let name = "font\0\(family)\0\(bold)"
    if let known = fonts[name] { return known }
    if let memo = (try? store?.memo(name)) ?? nil {
      let file = String(decoding: memo, as: UTF8.self)
      fonts[name] = file
      return file
    }
    let file = locator.file(family: family, bold: bold)
    fonts[name] = file
    if let file { store?.setMemo(name, Array(file.utf8), witnesses: [file]) }
    return file
  }
}
