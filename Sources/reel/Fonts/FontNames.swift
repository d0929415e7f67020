/// The family and style that a face of a TrueType or OpenType file gives itself.
struct FontNames {
  var family: String
  /// The family as programs know it that give a family four faces: a light face is one of its own
  /// to them. libass chooses fonts by this name.
  var faceFamily: String
  /// The names of this face alone.
  var fullName: String?
  var postScriptName: String?
  /// That of the two by which libass finds the face, as Windows does: the PostScript name if its
  /// outlines are PostScript's, else the full one.
  var soleName: String?
  var isBold: Bool
  var isItalic: Bool
  /// 400 is regular, 700 bold.
  var weight: Int
  /// 1 (narrowest) to 9; 5 is usual.
  var width: Int
  /// Ascent and descent together, in units of which ``unitsPerEm`` are the font's size: the pair
  /// that libass scales a font by.
  var lineHeight: Int
  var unitsPerEm: Int

  /// Reads the `name` and `OS/2` tables.
  ///
  /// - Returns: `nil` if the file is no font of these kinds, is damaged, or has no such face.
  init?(path: String, face: Int = 0) {
    guard let tables = FontTables(path: path, face: face) else { return nil }
    let length = tables.length(of: "name")
    guard length <= 1 << 20, let names = tables.table("name", at: 0, count: length),
      let family = Self.name(16, in: names) ?? Self.name(1, in: names), !family.isEmpty,
      let style = tables.table("OS/2", at: 4, count: 4),
      let metrics = tables.table("OS/2", at: 62, count: 16),
      let head = tables.table("head", at: 18, count: 2)
    else { return nil }
    self.family = family
    faceFamily = Self.name(1, in: names) ?? family
    fullName = Self.name(4, in: names)
    postScriptName = Self.name(6, in: names)
    soleName = tables.length(of: "CFF ") > 0 ? postScriptName : fullName
    lineHeight = max(Int(metrics.uint16(at: 12)) + Int(metrics.uint16(at: 14)), 1)
    unitsPerEm = max(Int(head.uint16(at: 0)), 1)
    let selection = metrics.uint16(at: 0)
    weight = Int(style.uint16(at: 0))
    width = Int(style.uint16(at: 2))
    isBold = selection & 0x20 != 0 || weight >= 600
    isItalic = selection & 0x01 != 0
  }

  /// The name record with this id, in English for Windows: every font has one.
  private static func name(_ id: UInt16, in table: [UInt8]) -> String? {
    guard table.count >= 6 else { return nil }
    let count = Int(table.uint16(at: 2))
    let storage = Int(table.uint16(at: 4))
    for index in 0..<count where 6 + 12 * index + 12 <= table.count {
      let record = 6 + 12 * index
      guard table.uint16(at: record) == 3, table.uint16(at: record + 4) == 0x409,
        table.uint16(at: record + 6) == id
      else { continue }
      let length = Int(table.uint16(at: record + 8))
      let start = storage + Int(table.uint16(at: record + 10))
      guard start + length <= table.count else { return nil }
      let units = stride(from: start, to: start + length - 1, by: 2).map { table.uint16(at: $0) }
      return String(decoding: units, as: UTF16.self)
    }
    return nil
  }
}
