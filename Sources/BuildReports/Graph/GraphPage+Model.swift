extension GraphPage {
  /// The graph as objects, and what is found from it.
  static let modelScript = #"""
    const data = JSON.parse(document.getElementById("graph-data").textContent);
    const [worldWidth, worldHeight, nodeWidth, nodeHeight] = data.size;
    const nodes = data.nodes.map((row, index) => {
      const inputs = [];
      for (let at = 8; at < row.length; at += 2) {
        inputs.push({ node: row[at], role: data.roles[row[at + 1]] });
      }
      return {
        index, id: row[0], x: row[1], y: row[2], state: data.states[row[3]],
        stage: data.stages[row[4]], label: row[5], key: row[6], reason: row[7], inputs,
        readers: [], text: (row[5] + " " + data.stages[row[4]]).toLowerCase(),
      };
    });
    for (const node of nodes) {
      for (const input of node.inputs) {
        nodes[input.node].readers.push({ node: node.index, role: input.role });
      }
    }
    const byID = new Map(nodes.map((node) => [node.id, node.index]));
    // Nodes stand in columns, each sorted from top to bottom: what is in sight is found at once.
    const columns = [...byPlace(nodes)]
      .map(([x, members]) => ({ x, members: members.sort((a, b) => a.y - b.y) }))
      .sort((a, b) => a.x - b.x);
    function byPlace(all) {
      const map = new Map();
      for (const node of all) {
        if (!map.has(node.x)) map.set(node.x, []);
        map.get(node.x).push(node);
      }
      return map;
    }
    function visible(left, top, right, bottom) {
      const found = [];
      for (const column of columns) {
        if (column.x > right || column.x + nodeWidth < left) continue;
        const { members } = column;
        let low = 0, high = members.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (members[middle].y + nodeHeight < top) low = middle + 1; else high = middle;
        }
        for (; low < members.length && members[low].y <= bottom; low++) found.push(members[low]);
      }
      return found;
    }
    // All that a node stands on, or all that stands on it.
    function reach(start, direction) {
      const seen = new Set([start]);
      const edges = [];
      const stack = [start];
      while (stack.length) {
        const from = stack.pop();
        for (const link of nodes[from][direction]) {
          edges.push(direction === "inputs" ? [link.node, from] : [from, link.node]);
          if (!seen.has(link.node)) { seen.add(link.node); stack.push(link.node); }
        }
      }
      return { seen, edges };
    }
    function curve(from, to) {
      const x1 = nodes[from].x + nodeWidth, y1 = nodes[from].y + nodeHeight / 2;
      const x2 = nodes[to].x, y2 = nodes[to].y + nodeHeight / 2;
      const bend = Math.min(Math.max((x2 - x1) / 2, 30), 160);
      return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    }
    """#
}
