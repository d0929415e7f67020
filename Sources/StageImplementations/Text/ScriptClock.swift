/// The clock of the scripts that captions and overlays become.
///
/// A script's times have centiseconds, a film's frames often none. A script therefore runs on a
/// clock of its own, one tenth of a second a frame: frame borders are exact, whatever the rate.
public enum ScriptClock {
  /// The time at which frame `frame` is drawn: in its middle.
  public static func milliseconds(frame: Int) -> Int { frame * 100 + 50 }

  /// The time at which `frame` begins, as a script writes it.
  static func text(frame: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let seconds = frame / 10
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(frame % 10)0"
  }
}
