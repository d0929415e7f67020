extension GraphPage {
  /// What is drawn where.
  static let viewScript = #"""
    const element = (id) => document.getElementById(id);
    const canvas = element("canvas"), world = element("world");
    const edgeLayer = element("edges"), blockLayer = element("blocks");
    const litLayer = element("litblocks"), traceLayer = element("traces");
    const detailLayer = element("details");
    const view = { x: 0, y: 0, scale: 1 };
    const nearScale = 0.4;
    let chosen = -1, filter = "", matches = [], match = -1;
    let matching = new Set(), lit = null, pending = 0;
    const drawn = new Map();

    function make(name, attributes, parent) {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (parent) parent.append(made);
      return made;
    }
    // One path for all nodes of a state: seen from afar they are only rectangles.
    function blocks(layer, members) {
      layer.replaceChildren();
      for (const state of data.states) {
        const path = members.filter((node) => node.state === state).map(
          (node) => `M${node.x} ${node.y}h${nodeWidth}v${nodeHeight}h${-nodeWidth}z`);
        if (path.length) make("path", { class: state, d: path.join("") }, layer);
      }
    }
    // Curves are what takes a browser long. Of more than it can draw in a frame a sample is drawn,
    // always the same one: each edge has a number of its own, and the lowest are in.
    const edgeBudget = 1500;
    function sample(edges) {
      if (edges.length <= edgeBudget) return edges;
      const limit = edgeBudget / edges.length * 4294967296;
      return edges.filter(
        ([from, to]) => (Math.imul(from * 31 + to, 2654435761) >>> 0) < limit);
    }
    const curves = (edges) => sample(edges).map(([from, to]) => curve(from, to)).join("");
    const allEdges = nodes.flatMap(
      (node) => node.inputs.map((input) => [input.node, node.index]));
    const allCurves = curves(allEdges);
    const edgePath = make("path", { d: allCurves }, edgeLayer);
    let shownCurves = allCurves;
    // In a large graph seen from near, the edges of what is in sight.
    function drawEdges(near) {
      let wanted = allCurves;
      if (near.length && allEdges.length > edgeBudget) {
        const edges = [];
        for (const node of near) {
          for (const input of node.inputs) edges.push([input.node, node.index]);
          for (const reader of node.readers) {
            // One whose both ends are in sight is there already, by its other end.
            const other = nodes[reader.node];
            if (!drawn.has(other.index)) edges.push([node.index, other.index]);
          }
        }
        wanted = curves(edges);
      }
      if (wanted !== shownCurves) edgePath.setAttribute("d", shownCurves = wanted);
    }
    function shortened(text, room) {
      const letters = [...text];
      return letters.length > room ? letters.slice(0, room - 1).join("") + "…" : text;
    }
    function detail(node) {
      const group = make(
        "g", { transform: `translate(${node.x} ${node.y})`, "data-node": node.index });
      make("rect", { width: nodeWidth, height: nodeHeight, rx: 6 }, group);
      const text = make("g", { "clip-path": "url(#inside)" }, group);
      make("text", { class: "stage", x: 10, y: 15 }, text).textContent = node.stage;
      const tail = node.state === "file" ? node.label.split("/").pop() : node.label;
      make("text", { x: 10, y: 31 }, text).textContent = shortened(tail, 26);
      make("title", {}, group).textContent = node.label;
      return group;
    }
    function dress(group, node) {
      const dim = lit && !lit.has(node.index);
      group.setAttribute(
        "class", `node ${node.state}` + (dim ? " dim" : "")
          + (matching.has(node.index) ? " match" : "") + (node.index === chosen ? " chosen" : ""));
    }
    function draw() {
      pending = 0;
      const { x, y, scale } = view;
      world.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
      edgeLayer.setAttribute("stroke-width", Math.max(1, 0.6 / scale));
      edgeLayer.setAttribute("opacity", lit ? 0.15 : scale < 0.15 ? 0.35 : 0.6);
      traceLayer.setAttribute("stroke-width", Math.max(2, 1.4 / scale));
      const line = Math.max(1.3, 0.5 / scale);
      blockLayer.setAttribute("stroke-width", line);
      litLayer.setAttribute("stroke-width", line);
      const box = canvas.getBoundingClientRect();
      const near = scale >= nearScale ? visible(
        -x / scale, -y / scale, (box.width - x) / scale, (box.height - y) / scale) : [];
      const now = new Set(near.map((node) => node.index));
      // The chosen node and the match keep their ring from any distance.
      for (const index of [chosen, matches[match]]) if (index >= 0) now.add(index);
      for (const [index, group] of drawn) {
        if (!now.has(index)) { group.remove(); drawn.delete(index); }
      }
      for (const index of now) {
        let group = drawn.get(index);
        if (!group) {
          group = detail(nodes[index]);
          drawn.set(index, group);
          detailLayer.append(group);
        }
        dress(group, nodes[index]);
      }
      drawEdges(near);
      const isNear = scale >= nearScale;
      blockLayer.style.display = isNear ? "none" : "";
      litLayer.style.display = isNear ? "none" : "";
    }
    function redraw() { if (!pending) pending = requestAnimationFrame(draw); }
    const minimum = () => Math.min(fitScale() / 2, 0.3);
    function fitScale() {
      const box = canvas.getBoundingClientRect();
      return Math.min(
        (box.width - 40) / Math.max(worldWidth, 1), (box.height - 40) / Math.max(worldHeight, 1));
    }
    function fit() {
      const box = canvas.getBoundingClientRect();
      view.scale = Math.min(Math.max(fitScale(), 0.002), 1.4);
      view.x = (box.width - worldWidth * view.scale) / 2;
      view.y = (box.height - worldHeight * view.scale) / 2;
      redraw();
    }
    function zoom(factor, x, y) {
      const scale = Math.min(Math.max(view.scale * factor, minimum()), 4);
      view.x = x - (x - view.x) * scale / view.scale;
      view.y = y - (y - view.y) * scale / view.scale;
      view.scale = scale;
      redraw();
    }
    function zoomMiddle(factor) {
      const box = canvas.getBoundingClientRect();
      zoom(factor, box.width / 2, box.height / 2);
    }
    function centre(index, closer) {
      const box = canvas.getBoundingClientRect(), node = nodes[index];
      if (closer && view.scale < 0.7) view.scale = 0.9;
      view.x = box.width / 2 - (node.x + nodeWidth / 2) * view.scale;
      view.y = box.height / 2 - (node.y + nodeHeight / 2) * view.scale;
      redraw();
    }
    // Moves no more than is needed to see a node.
    function reveal(index) {
      const box = canvas.getBoundingClientRect(), node = nodes[index], margin = 16;
      const left = node.x * view.scale + view.x, top = node.y * view.scale + view.y;
      const right = left + nodeWidth * view.scale, bottom = top + nodeHeight * view.scale;
      if (left < margin) view.x += margin - left;
      else if (right > box.width - margin) view.x -= right - box.width + margin;
      if (top < margin) view.y += margin - top;
      else if (bottom > box.height - margin) view.y -= bottom - box.height + margin;
      redraw();
    }
    """#
}
