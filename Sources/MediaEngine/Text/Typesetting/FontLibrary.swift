internal import CFreeType

/// FreeType, alive as long as one of its fonts is.
final class FontLibrary {
  let handle: FT_Library

  /// - Throws: ``TextError`` with code ``TextError/Code/outOfMemory``.
  init() throws(TextError) {
    var library: FT_Library?
    guard FT_Init_FreeType(&library) == 0, let library else {
      throw TextError(.outOfMemory, "FreeType could not be started; free some memory")
    }
    handle = library
  }

  deinit { FT_Done_FreeType(handle) }
}
