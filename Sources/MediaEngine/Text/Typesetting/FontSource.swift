/// A face in a font file, and what has to be done to it where the family has no such face.
public struct FontSource: Hashable, Sendable {
  public var path: String
  /// The face's number in a collection; 0 in other files.
  public var face: Int
  /// Whether its letters are made bolder.
  public var isEmboldened: Bool
  /// Whether its letters are slanted.
  public var isSlanted: Bool

  public init(path: String, face: Int = 0, isEmboldened: Bool = false, isSlanted: Bool = false) {
    self.path = path
    self.face = face
    self.isEmboldened = isEmboldened
    self.isSlanted = isSlanted
  }
}
