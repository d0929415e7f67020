extension GraphPage {
  /// What is chosen, searched and filtered, and the panel that tells of it. Text from the graph
  /// only ever enters the page as text.
  static let panelScript = #"""
    function light() {
      traceLayer.replaceChildren();
      lit = null;
      if (chosen >= 0) {
        const up = reach(chosen, "inputs"), down = reach(chosen, "readers");
        lit = new Set([...up.seen, ...down.seen]);
        for (const [name, part] of [["up", up], ["down", down]]) {
          const path = curves(part.edges);
          if (path) make("path", { class: name, d: path }, traceLayer);
        }
      } else if (matches.length) {
        lit = new Set(matches);
      } else if (filter) {
        lit = new Set(nodes.filter((node) => node.state === filter).map((node) => node.index));
      }
      blockLayer.setAttribute("class", lit ? "dimmed" : "");
      blocks(litLayer, lit ? [...lit].map((index) => nodes[index]) : []);
      redraw();
    }
    function html(name, parent, text, attributes = {}) {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text !== undefined) made.textContent = text;
      if (parent) parent.append(made);
      return made;
    }
    const panel = element("panel");
    const listLimit = 300;
    function links(title, list) {
      if (!list.length) return;
      html("h3", panel, `${title} (${list.length})`);
      const lines = html("ul", panel);
      for (const link of list.slice(0, listLimit)) {
        const node = nodes[link.node];
        const button = html("button", html("li", lines), undefined, { type: "button" });
        html("i", button, undefined, { class: node.state, title: node.state });
        html("span", button, node.label);
        html("small", button, link.role);
        button.addEventListener("click", () => { choose(link.node); reveal(link.node); });
      }
      if (list.length > listLimit) html("p", panel, `and ${list.length - listLimit} more`);
    }
    function describe() {
      const was = panel.hidden;
      panel.hidden = chosen < 0;
      panel.replaceChildren();
      panel.scrollTop = 0;
      if (chosen >= 0) {
        const node = nodes[chosen];
        const top = html("div", panel, undefined, { class: "top" });
        html("h2", top, node.label);
        html("button", top, "×", { type: "button", "aria-label": "Close", title: "Close (Escape)" })
          .addEventListener("click", () => choose(-1));
        const facts = html("dl", panel);
        const fact = (name, value, kind) => {
          if (!value) return;
          html("dt", facts, name);
          html(kind || "span", html("dd", facts), value,
            name === "state" ? { class: `badge ${node.state}` } : {});
        };
        fact("state", node.state);
        if (node.state !== "file") fact("stage", node.stage);
        fact(node.state === "failed" ? "why" : "runs", node.reason);
        fact("key", node.key, "code");
        links("Inputs", node.inputs);
        links("Read by", node.readers);
      }
      // The drawing has another size now; what was in its middle stays there.
      if (was !== panel.hidden) redraw();
    }
    function choose(index) {
      chosen = index;
      light();
      describe();
      remember();
    }
    const legend = element("legend");
    for (const state of data.states) {
      const count = nodes.reduce((sum, node) => sum + (node.state === state), 0);
      if (!count) continue;
      const words = { todo: "would run", run: "ran in the last build", file: "source files" };
      const button = html("button", html("li", legend), undefined, {
        type: "button", "aria-pressed": "false", title: words[state] || state });
      html("i", button, undefined, { class: state });
      html("span", button, `${state} ${count}`);
      button.addEventListener("click", () => {
        filter = filter === state ? "" : state;
        for (const other of legend.querySelectorAll("button")) {
          other.setAttribute("aria-pressed", String(filter !== "" && other === button));
        }
        chosen = -1;
        describe();
        light();
      });
    }
    const query = element("query"), found = element("found");
    function search(text) {
      const wanted = text.trim().toLowerCase();
      matches = [];
      if (wanted) {
        for (const node of nodes) {
          if (node.text.includes(wanted) || (node.key && node.key.startsWith(wanted))) {
            matches.push(node.index);
          }
        }
      }
      matching = new Set(matches);
      match = -1;
      chosen = -1;
      describe();
      light();
      if (matches.length) step(1);
      else found.textContent = wanted ? "none" : "";
      remember();
    }
    function step(by) {
      if (!matches.length) return;
      match = (match + by + matches.length) % matches.length;
      found.textContent = `${match + 1} of ${matches.length}`;
      centre(matches[match], true);
    }
    // The address keeps what is shown, so that it can be passed on.
    function remember() {
      const parts = new URLSearchParams();
      if (query.value.trim()) parts.set("q", query.value.trim());
      if (chosen >= 0) parts.set("node", nodes[chosen].id);
      const text = parts.toString();
      try { history.replaceState(null, "", text ? "#" + text : "#"); } catch { /* as it was */ }
    }
    function recall() {
      const parts = new URLSearchParams(location.hash.slice(1));
      const index = byID.get(parts.get("node"));
      query.value = parts.get("q") || "";
      if (query.value) search(query.value);
      if (index !== undefined) { choose(index); centre(index, true); }
    }
    """#
}
