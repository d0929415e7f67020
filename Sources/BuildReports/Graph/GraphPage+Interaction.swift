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

  /// Pointers, wheel and keys.
  static let inputScript = #"""
    const pointers = new Map();
    let travelled = 0;
    const spread = () => {
      const [a, b] = [...pointers.values()];
      return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, size: Math.hypot(a.x - b.x, a.y - b.y) };
    };
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      pointers.set(event.pointerId, place(event));
      if (pointers.size === 1) travelled = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = place(event);
      if (pointers.size === 2) {
        const old = spread();
        pointers.set(event.pointerId, now);
        const fresh = spread();
        view.x += fresh.x - old.x;
        view.y += fresh.y - old.y;
        if (old.size > 0) zoom(fresh.size / old.size, fresh.x, fresh.y);
        travelled = Infinity;
        return;
      }
      travelled += Math.hypot(now.x - before.x, now.y - before.y);
      pointers.set(event.pointerId, now);
      if (travelled < 5) return;
      // Only a drag takes the pointer: a click has to reach the node below it.
      if (!canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
      canvas.classList.add("moving");
      view.x += now.x - before.x;
      view.y += now.y - before.y;
      redraw();
    });
    for (const name of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(name, (event) => {
        pointers.delete(event.pointerId);
        canvas.classList.remove("moving");
      });
    }
    canvas.addEventListener("click", (event) => {
      if (travelled >= 5) return;
      const { x, y } = place(event);
      const at = [(x - view.x) / view.scale, (y - view.y) / view.scale];
      const hit = visible(at[0], at[1], at[0], at[1])[0];
      choose(hit ? hit.index : -1);
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { x, y } = place(event);
      const lines = event.deltaMode === 1 ? 16 : 1;
      zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY * lines)) / 400), x, y);
    }, { passive: false });
    element("closer").addEventListener("click", () => zoomMiddle(1.4));
    element("farther").addEventListener("click", () => zoomMiddle(1 / 1.4));
    element("fit").addEventListener("click", fit);
    query.addEventListener("input", () => search(query.value));
    query.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.shiftKey) { event.preventDefault(); step(-1); }
      if (event.key === "Escape") { query.value = ""; search(""); canvas.focus(); }
    });
    element("search").addEventListener("submit", (event) => { event.preventDefault(); step(1); });
    element("previous").addEventListener("click", () => step(-1));
    // Left and right follow edges, up and down stay in a column.
    function neighbour(key) {
      const node = nodes[chosen];
      const nearest = (list) => list.map((link) => nodes[link.node]).sort(
        (a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0];
      if (key === "ArrowLeft") return nearest(node.inputs);
      if (key === "ArrowRight") return nearest(node.readers);
      const { members } = columns.find((column) => column.x === node.x);
      return members[members.indexOf(node) + (key === "ArrowUp" ? -1 : 1)];
    }
    function arrow(key) {
      if (chosen >= 0) {
        const next = neighbour(key);
        if (next) { choose(next.index); reveal(next.index); }
        return;
      }
      view.x += { ArrowLeft: 80, ArrowRight: -80 }[key] || 0;
      view.y += { ArrowUp: 80, ArrowDown: -80 }[key] || 0;
      redraw();
    }
    function chooseMiddle() {
      const box = canvas.getBoundingClientRect();
      const x = (box.width / 2 - view.x) / view.scale - nodeWidth / 2;
      const y = (box.height / 2 - view.y) / view.scale - nodeHeight / 2;
      let best = -1, least = Infinity;
      for (const node of nodes) {
        const far = Math.hypot(node.x - x, node.y - y);
        if (far < least) { least = far; best = node.index; }
      }
      if (matches.length) best = matches[match];
      if (best >= 0) { choose(best); reveal(best); }
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target === query) return;
      const isButton = event.target.closest && event.target.closest("button");
      if (event.key.startsWith("Arrow")) arrow(event.key);
      else if (event.key === "+" || event.key === "=") zoomMiddle(1.4);
      else if (event.key === "-") zoomMiddle(1 / 1.4);
      else if (event.key === "0") fit();
      else if (event.key === "/") query.focus();
      else if (event.key === "Escape") choose(-1);
      else if (event.key === "Enter" && !isButton) chooseMiddle();
      else return;
      event.preventDefault();
    });
    window.addEventListener("resize", redraw);
    window.addEventListener("hashchange", recall);
    blocks(blockLayer, nodes);
    fit();
    recall();
    """#
}
