import FilmVocabulary
public import StageCatalog

/// Turns the texts over a shot into a script for the text renderer.
public enum OverlayScript {
  /// - Parameters:
  ///   - overlays: In drawing order; pictures among them are left out.
  ///   - frames: Length of the span; what lies outside is left out.
  /// - Returns: A script on ``ScriptClock``'s time, whose sizes are pixels of the canvas.
  ///
  /// Lines that are wider than the canvas within its margins break into lines of about equal
  /// length. Each text has a layer of its own: texts at one anchor lie over each other rather
  /// than push each other aside, which would depend on where a span begins.
  public static func script(for overlays: [Overlay], canvas: Canvas, frames: Int) -> String {
    var document = ScriptDocument(canvas: canvas, wrapping: .smart)
    for (layer, overlay) in overlays.enumerated() {
      let name: String
      let text: String
      // What stands at a point is moved there once it has been drawn.
      let anchor = overlay.point == nil ? overlay.anchor : .center
      switch overlay.content {
      case .picture: continue
      case .text(let words, let style):
        name = document.addStyle(style, anchor: anchor, opacity: overlay.opacity)
        text = ScriptText.escape(words)
      case .title(let words, let subtitle, let style):
        name = document.addStyle(style, anchor: anchor, opacity: overlay.opacity)
        text =
          ScriptText.escape(words) + "\\N" + document.plain(size: style.size / Rational(2))
          + ScriptText.escape(subtitle)
      }
      document.addEvent(
        layer: layer, start: max(0, overlay.start), end: min(frames, overlay.end), style: name,
        text: text)
    }
    return document.text
  }
}
