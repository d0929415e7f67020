extension GraphPage {
  /// The page's program: the parts share one scope.
  static let script = """
    "use strict";
    (() => {
    \(modelScript)
    \(viewScript)
    \(panelScript)
    \(inputScript)
    })();
    """
}
