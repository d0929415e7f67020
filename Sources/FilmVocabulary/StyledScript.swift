/// The styles and events of a script in the form of Advanced SubStation Alpha, as its file has
/// them.
public struct StyledScript: Hashable, Codable, Sendable {
  /// The script's own lines that change what is seen, and the format of the styles.
  public var head: String
  public var styles: [Style]
  /// Those that last for some time, in the file's order.
  public var events: [Event]

  public init(head: String, styles: [Style], events: [Event]) {
    self.head = head
    self.styles = styles
    self.events = events
  }

  public struct Style: Hashable, Codable, Sendable {
    public var name: String
    /// The font's family.
    public var font: String
    public var isBold: Bool
    public var isItalic: Bool
    /// -1 for texts whose direction is that of their first letter.
    public var encoding: Int
    /// Its fields as the file has them.
    public var line: String

    public init(
      name: String, font: String, isBold: Bool, isItalic: Bool = false, encoding: Int = 1,
      line: String
    ) {
      self.name = name
      self.font = font
      self.isBold = isBold
      self.isItalic = isItalic
      self.encoding = encoding
      self.line = line
    }
  }

  public struct Event: Hashable, Codable, Sendable {
    /// Of the file, counted from 1.
    public var line: Int
    /// Milliseconds.
    public var start: Int
    /// The first millisecond at which it is gone.
    public var end: Int
    public var layer: Int
    /// Style, name, three margins, effect and text, parted by commas.
    public var fields: String
    /// The names of the styles that it uses, its own first.
    public var styles: [String]
    /// Families that its text switches to.
    public var fonts: [String]

    public init(
      line: Int, start: Int, end: Int, layer: Int, fields: String, styles: [String],
      fonts: [String]
    ) {
      self.line = line
      self.start = start
      self.end = end
      self.layer = layer
      self.fields = fields
      self.styles = styles
      self.fonts = fonts
    }
  }
}
