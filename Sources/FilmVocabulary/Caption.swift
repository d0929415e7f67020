/// A text that shows from one time to another, as files of captions carry it.
public struct Caption: Hashable, Codable, Sendable {
  /// Milliseconds from the start of the film, or of the file that it comes from.
  public var start: Int
  /// The first millisecond at which it is gone.
  public var end: Int
  /// The text in order; line feeds in it break lines.
  public var runs: [Run]
  /// `nil` for where the style of all captions says.
  public var placement: CaptionPlacement?

  public init(start: Int, end: Int, runs: [Run], placement: CaptionPlacement? = nil) {
    self.start = start
    self.end = end
    self.runs = runs
    self.placement = placement
  }

  /// A caption of plain text.
  public init(start: Int, end: Int, text: String) {
    self.init(start: start, end: end, runs: [Run(text)])
  }

  /// The words without their markup; line feeds separate lines.
  public var text: String { runs.map(\.text).joined() }

  /// A part of a caption's text that looks the same throughout.
  public struct Run: Hashable, Sendable {
    public var text: String
    public var markup: TextMarkup
    /// The millisecond at which its first word is spoken, counted as ``Caption/start`` is; `nil`
    /// if that is not known.
    public var spoken: Int?

    public init(_ text: String, markup: TextMarkup = .plain, spoken: Int? = nil) {
      self.text = text
      self.markup = markup
      self.spoken = spoken
    }
  }
}

extension Caption.Run: Codable {
  private enum CodingKeys: String, CodingKey { case text, markup, spoken }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    markup = try container.decodeIfPresent(TextMarkup.self, forKey: .markup) ?? .plain
    spoken = try container.decodeIfPresent(Int.self, forKey: .spoken)
  }

  /// Most runs are plain text alone: what is not there is not written.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    if !markup.isPlain { try container.encode(markup, forKey: .markup) }
    try container.encodeIfPresent(spoken, forKey: .spoken)
  }
}
