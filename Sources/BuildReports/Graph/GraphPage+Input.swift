extension GraphPage {
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
