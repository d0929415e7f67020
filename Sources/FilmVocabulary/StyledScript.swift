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
    /// Its fields as the file has them.
    public var line: String

    public init(name: String, font: String, isBold: Bool, line: String) {
      self.name = name
      self.font = font
      self.isBold = isBold
      self.line = line
    }
  }

  public struct Event: Hashable, Codable, Sendable {
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
      start: Int, end: Int, layer: Int, fields: String, styles: [String], fonts: [String]
    ) {
      self.start = start
      self.end = end
      self.layer = layer
      self.fields = fields
      self.styles = styles
      self.fonts = fonts
    }
  }
}
