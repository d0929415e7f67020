internal import BuildGraph

extension GraphPage {
  /// - Parameters:
  ///   - title: Escaped.
  ///   - notice: Escaped; empty for none.
  static func body(title: String, notice: String) -> String {
    """
    <header>
    <h1 title="\(title)">\(title)</h1>
    <form id="search" role="search">
    <input id="query" type="search" placeholder="Find a stage, a label or a key" \
    aria-label="Find a stage, a label or the first digits of a key" autocomplete="off" \
    spellcheck="false">
    <output id="found" aria-live="polite"></output>
    <button type="button" id="previous" title="Previous match (Shift+Enter)" \
    aria-label="Previous match">&#x2039;</button>
    <button type="submit" id="next" title="Next match (Enter)" \
    aria-label="Next match">&#x203a;</button>
    </form>
    <div id="zoom" role="group" aria-label="Zoom">
    <button type="button" id="closer" title="Zoom in (+)" aria-label="Zoom in">+</button>
    <button type="button" id="farther" title="Zoom out (-)" aria-label="Zoom out">&#x2212;</button>
    <button type="button" id="fit" title="Show all (0)">Fit</button>
    </div>
    <ul id="legend" aria-label="Legend: choose a state to see its nodes alone"></ul>
    </header>
    <p id="notice">\(notice)</p>
    <main>
    <svg id="canvas" tabindex="0" role="application" aria-label="Graph of stages. Drag to move, \
    wheel to zoom. Arrow keys go from node to node, Escape lets go, slash searches.">
    <defs><clipPath id="inside"><rect x="8" y="0" width="\(LayeredLayout.nodeWidth - 16)" \
    height="\(LayeredLayout.nodeHeight)"></rect></clipPath></defs>
    <g id="world"><g id="edges"></g><g id="blocks"></g><g id="litblocks"></g>\
    <g id="traces"></g><g id="details"></g></g>
    </svg>
    <aside id="panel" aria-live="polite" hidden></aside>
    <noscript><p>This page draws its graph by a script, which is switched off here.</p></noscript>
    </main>
    """
  }

  /// Colours come as variables, so that light and dark differ in one place.
  static var style: String {
    let light = NodeStatus.State.allCases.map {
      "--\($0.rawValue)-line: \($0.colors.line); --\($0.rawValue)-fill: \($0.colors.fill);"
    }.joined(separator: "\n")
    return ":root {\n\(light)\n}\n\(sheet)"
  }

  private static let sheet = """
    :root {
      color-scheme: light dark;
      --page: #ffffff; --bar: #f6f7f9; --ink: #1b1f24; --soft: #59636e; --rule: #d4d9df;
      --edge: #8a95a1; --up: #0b63c5; --down: #b4470a; --ring: #d100a0;
      --file-line: #59636e; --file-fill: #ffffff;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14171b; --bar: #1d2126; --ink: #e8ebee; --soft: #a3adb8; --rule: #363c44;
        --edge: #6b7682; --up: #6db3ff; --down: #ff9d5c; --ring: #ff6ad5;
        --cached-line: #8b98a5; --cached-fill: #262c33; --run-line: #4cc38a; --run-fill: #15352a;
        --todo-line: #e0ac2b; --todo-fill: #3a2f10; --failed-line: #ff7b72; --failed-fill: #47191a;
        --file-line: #a3adb8; --file-fill: #14171b;
      }
    }
    * { box-sizing: border-box; }
    html, body { height: 100%; margin: 0; }
    body {
      display: flex; flex-direction: column; background: var(--page); color: var(--ink);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
      overflow: hidden;
    }
    header {
      display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 8px 14px;
      background: var(--bar); border-bottom: 1px solid var(--rule);
    }
    h1 {
      font-size: 15px; margin: 0; flex: 0 1 auto; min-width: 0; max-width: 40%;
      overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
    }
    #search { display: flex; align-items: center; gap: 6px; flex: 1 1 240px; min-width: 0;
      max-width: 460px; }
    #query { flex: 1; min-width: 0; height: 32px; padding: 0 10px; border-radius: 6px;
      border: 1px solid var(--rule); background: var(--page); color: inherit; font: inherit; }
    #found { min-width: 4.5em; color: var(--soft); font-variant-numeric: tabular-nums;
      white-space: nowrap; text-align: right; font-size: 13px; }
    button { font: inherit; color: inherit; background: var(--page); cursor: pointer;
      border: 1px solid var(--rule); border-radius: 6px; min-width: 32px; height: 32px;
      padding: 0 8px; }
    button:hover { border-color: var(--soft); }
    :focus-visible { outline: 2px solid var(--up); outline-offset: 1px; }
    #canvas:focus-visible { outline-offset: -3px; }
    #zoom { display: flex; gap: 4px; }
    #legend { display: flex; flex-wrap: wrap; gap: 6px; list-style: none; margin: 0; padding: 0; }
    #legend button { display: flex; align-items: center; gap: 6px; height: 28px; font-size: 13px; }
    #legend button[aria-pressed="true"] { border-color: var(--ink); font-weight: 600; }
    i { width: 12px; height: 12px; border-radius: 3px; border: 2px solid; flex: none; }
    #notice { margin: 0; padding: 6px 14px; background: var(--todo-fill); font-size: 13px; }
    #notice:empty { display: none; }
    main { flex: 1; display: flex; min-height: 0; position: relative; }
    #canvas { flex: 1; min-width: 0; height: 100%; display: block; cursor: grab;
      touch-action: none; user-select: none; -webkit-user-select: none; }
    #canvas.moving { cursor: grabbing; }
    noscript { position: absolute; inset: 0; padding: 24px; }
    #panel { width: 340px; flex: none; overflow: auto; padding: 12px 16px 24px;
      border-left: 1px solid var(--rule); background: var(--bar); overflow-wrap: anywhere; }
    #panel[hidden] { display: none; }
    #panel .top { display: flex; align-items: start; gap: 8px; }
    #panel h2 { font-size: 16px; line-height: 1.3; margin: 4px 0 8px; flex: 1; }
    #panel h3 { font-size: 13px; margin: 16px 0 4px; color: var(--soft); font-weight: 600; }
    #panel dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; }
    #panel dt { color: var(--soft); }
    #panel dd { margin: 0; }
    #panel code { font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
    #panel ul { list-style: none; margin: 0; padding: 0; }
    #panel li button { display: flex; gap: 8px; width: 100%; height: auto; padding: 4px 8px;
      margin-bottom: 3px; text-align: left; align-items: baseline; }
    #panel li button span { flex: 1; }
    #panel li small { color: var(--soft); }
    .badge { display: inline-block; border: 1px solid; border-radius: 10px; padding: 0 8px;
      font-size: 13px; }
    #edges path { fill: none; stroke: var(--edge); }
    #traces path { fill: none; stroke-linecap: round; }
    #traces .up { stroke: var(--up); }
    #traces .down { stroke: var(--down); }
    .cached { fill: var(--cached-fill); stroke: var(--cached-line); }
    .run { fill: var(--run-fill); stroke: var(--run-line); }
    .todo { fill: var(--todo-fill); stroke: var(--todo-line); }
    .failed { fill: var(--failed-fill); stroke: var(--failed-line); }
    .file { fill: var(--file-fill); stroke: var(--file-line); }
    i.cached, .badge.cached { background: var(--cached-fill); border-color: var(--cached-line); }
    i.run, .badge.run { background: var(--run-fill); border-color: var(--run-line); }
    i.todo, .badge.todo { background: var(--todo-fill); border-color: var(--todo-line); }
    i.failed, .badge.failed { background: var(--failed-fill); border-color: var(--failed-line); }
    i.file, .badge.file { background: var(--file-fill); border-color: var(--file-line); }
    .node { cursor: pointer; }
    .node rect { stroke-width: 1.3; }
    .node.todo rect { stroke-dasharray: 5 3; }
    .node.failed rect { stroke-width: 2.4; }
    .node.file rect { stroke-dasharray: 1.5 2.5; }
    .node text { fill: var(--ink); stroke: none; font-size: 12px; }
    .node text.stage { fill: var(--soft); font-size: 10.5px; }
    .node:hover rect { stroke-width: 2.4; }
    .node.match rect { stroke: var(--ring); stroke-width: 2.4; stroke-dasharray: none; }
    .node.chosen rect { stroke: var(--up); stroke-width: 3.5; stroke-dasharray: none; }
    .node.dim { opacity: 0.28; }
    .dimmed { opacity: 0.2; }
    @media (max-width: 720px) {
      header { padding: 8px 10px; gap: 8px; }
      h1 { flex: 1 1 auto; max-width: calc(100% - 140px); }
      #search { order: 3; flex: 1 1 100%; max-width: none; }
      #legend { order: 4; }
      #legend button { padding: 0 6px; min-width: 0; }
      main { flex-direction: column; }
      #canvas { height: auto; min-height: 0; }
      #panel { width: auto; max-height: 46%; border-left: 0; border-top: 1px solid var(--rule); }
    }
    """
}
