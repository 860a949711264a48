"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const root = document.documentElement;
  const KINDS = { sub: "sub-factory", related: "related factory", many: "many-to-many", filled: "filled by type" };
  // With more links than this, their fields are shown for the factory that is looked at only.
  const FEW = 30;
  // With more factories than this, there is a list of them.
  const LISTED = 12;
  // Below this, names cannot be read.
  const LEGIBLE = 0.55;

  // --- light and dark ---

  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const isDark = () => (chosen === null ? system.matches : chosen === "dark");
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

  function style() {
    const few = data.edges.length <= FEW;
    const kinds = Object.keys(KINDS).map((kind) => ({
      selector: `edge.${kind}`,
      style: { "line-color": colour(kind), "target-arrow-color": colour(kind), "source-arrow-color": colour(kind) },
    }));
    return [
      { selector: "node", style: {
        shape: "round-rectangle", label: "data(label)", "text-wrap": "wrap", "text-valign": "center",
        "font-family": "system-ui, Segoe UI, Helvetica, Arial, sans-serif", "font-size": 14, "line-height": 1.25,
        color: colour("ink"), width: "data(width)", height: 44, "background-color": colour("box"),
        "border-width": 1.2, "border-color": colour("edge-box"), "min-zoomed-font-size": 5 } },
      { selector: "node.automatic", style: { "border-style": "dashed", "background-color": colour("paper") } },
      { selector: "node.trouble", style: { "border-color": colour("trouble"), "border-width": 2 } },
      { selector: "edge", style: {
        width: 1.6, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9, label: few ? "data(label)" : "",
        "font-size": 11, color: colour("soft"), "text-background-color": colour("paper"), "text-background-opacity": 0.85,
        "text-background-padding": 2, "min-zoomed-font-size": 7, opacity: 0.85,
        "font-family": "ui-monospace, Menlo, Consolas, monospace" } },
      // The bends that dagre leads long edges through, around what stands in between.
      { selector: "edge.led", style: {
        "curve-style": "unbundled-bezier", "edge-distances": "node-position",
        "source-endpoint": "90deg", "target-endpoint": "270deg",
        "control-point-weights": (edge) => edge.scratch("controlPointWeights") || [0.5],
        "control-point-distances": (edge) => edge.scratch("controlPointDistances") || [0] } },
      ...kinds,
      { selector: "edge.many", style: { "source-arrow-shape": "triangle" } },
      { selector: "edge.filled", style: { "line-style": "dashed" } },
      { selector: ".faded", style: { opacity: 0.13 } },
      { selector: "edge.near", style: { width: 2.6, opacity: 1, label: "data(label)", "z-index": 5 } },
      { selector: "node.found", style: { "background-color": colour("pick") } },
      { selector: "node.picked", style: { "border-width": 3, "border-color": colour("sub") } },
      { selector: ".gone", style: { display: "none" } },
    ];
  }

  function paint() {
    root.dataset.theme = isDark() ? "dark" : "light";
    at("theme").textContent = isDark() ? "Light" : "Dark";
    if (cy) cy.style(style());
  }

  // --- the graph ---

  let cy = null;
  paint();
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = "14px system-ui, Segoe UI, Helvetica, Arial, sans-serif";
  const wide = (text) => measure.measureText(text).width;
  cy = cytoscape({
    container: at("graph"),
    elements: {
      nodes: data.nodes.map((node) => ({
        data: { ...node, label: `${node.name}\n${node.model}`, width: Math.ceil(Math.max(wide(node.name), wide(node.model)) + 24) },
        classes: [node.origin, node.trouble ? "trouble" : ""].filter(Boolean),
      })),
      edges: data.edges.map((edge) => ({ data: edge, classes: [edge.kind] })),
    },
    style: style(),
    minZoom: 0.05,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autoungrabify: false,
  });

  function arrange() {
    const alone = cy.nodes().filter((node) => node.connectedEdges().length === 0);
    const tied = cy.elements().difference(alone);
    let below = 0;
    let left = 0;
    if (tied.nonempty()) {
      tied.layout({
        name: "dagre", rankDir: "LR", nodeSep: 14, edgeSep: 8, rankSep: 140, fit: false,
        useDagreEdgeControlPoints: true, automaticDagreEdgeStyle: false,
      }).run();
      // What closes a circle leads back to the left, and finds its way by itself.
      const rightwards = (edge) => edge.target().position("x") > edge.source().position("x");
      tied.edges().filter((edge) => (edge.scratch("controlPointWeights") || []).length > 0 && rightwards(edge)).addClass("led");
      const box = tied.boundingBox({ includeLabels: false });
      below = box.y2 + 70;
      left = box.x1;
    }
    if (alone.nonempty()) {
      const across = Math.max(4, Math.round(Math.sqrt(alone.length * 2.5)));
      const step = Math.max(...alone.map((node) => node.data("width"))) + 24;
      alone.forEach((node, number) => {
        node.position({ x: left + step * (number % across) + step / 2, y: below + 62 * Math.floor(number / across) });
      });
    }
    whole();
    // What is too large to be read as a whole begins where most comes together.
    if (cy.zoom() < LEGIBLE) {
      cy.zoom(LEGIBLE + 0.15);
      cy.center(cy.nodes().max((node) => node.degree(false)).ele);
    }
  }

  function whole() {
    cy.resize();
    cy.fit(cy.elements(":visible"), 30);
    if (cy.zoom() > 1.25) { cy.zoom(1.25); cy.center(); }
  }

  // --- one factory ---

  const make = (tag, text, name) => {
    const found = document.createElement(tag);
    if (text !== undefined) found.textContent = text;
    if (name) found.className = name;
    return found;
  };

  function list(title, edges, end) {
    if (!edges.length) return [];
    const lines = make("ul");
    edges.forEach((edge) => {
      const other = cy.getElementById(edge.data(end));
      const line = make("li");
      const link = make("a", other.data("name"));
      link.href = `#${encodeURIComponent(other.id())}`;
      line.append(make("span", "", `dot ${edge.data("kind")}`), make("code", edge.data("label")), link);
      line.firstChild.title = KINDS[edge.data("kind")];
      lines.append(line);
    });
    return [make("h3", title), lines];
  }

  function show(node) {
    const panel = at("panel");
    panel.replaceChildren();
    cy.elements().removeClass("picked near faded");
    search(false);
    panel.hidden = !node && !listing;
    if (!node) { index(); cy.resize(); return; }
    const said = node.data();
    const close = make("button", "×", "close");
    close.title = "Close (Esc)";
    close.addEventListener("click", () => pick(null));
    panel.append(close, make("h2", said.name));
    panel.append(make("div", `makes ${said.model} · ${said.origin === "automatic" ? "automatic, for fields of its type" : said.module}`, "soft"));
    if (said.about) panel.append(make("p", said.about));
    if (said.traits.length) {
      const traits = make("p", "Traits: ");
      said.traits.forEach((trait) => traits.append(make("span", trait, "chip")));
      panel.append(traits);
    }
    if (said.fields.length) {
      const table = make("table");
      said.fields.forEach(([name, kind, text]) => {
        const row = table.insertRow();
        row.append(make("th", name));
        row.append(make("td", text));
        row.dataset.kind = kind;
      });
      panel.append(make("h3", "Fields, and where they come from"), table);
    }
    panel.append(...list("Asks", node.outgoers("edge").toArray(), "target"));
    panel.append(...list("Is asked by", node.incomers("edge").toArray(), "source"));
    panel.append(make("h3", "A sample"));
    panel.append(said.trouble ? make("p", said.trouble, "trouble") : make("pre", said.sample));
    panel.scrollTop = 0;
    const near = node.closedNeighborhood();
    cy.elements().difference(near).addClass("faded");
    near.edges().addClass("near");
    node.addClass("picked");
    cy.resize();
    // All that it has to do with, where that can be read as a whole.
    const box = near.boundingBox();
    const fits = Math.min((cy.width() - 60) / box.w, (cy.height() - 60) / box.h);
    if (fits > LEGIBLE) cy.animate({ fit: { eles: near, padding: 40 } }, { duration: still() ? 0 : 250, complete: calm });
    else bring(node);
  }

  // All factories, or those that were searched for, by their names.
  const listing = data.nodes.length > LISTED;

  function index() {
    if (!listing) return;
    const panel = at("panel");
    const nodes = hits.length || at("search").value.trim() ? hits : cy.nodes().sort((one, other) => one.data("name").localeCompare(other.data("name"))).toArray();
    const lines = make("ul", undefined, "index");
    nodes.forEach((node) => {
      const line = make("li");
      const link = make("a", node.data("name"));
      link.href = `#${encodeURIComponent(node.id())}`;
      const many = node.degree(false);
      line.append(link, make("span", `${node.data("model")}${many ? ` · ${many}` : ""}`, "soft"));
      lines.append(line);
    });
    panel.replaceChildren(make("h2", `${nodes.length} factories`), make("p", "With what they make, and how many links they have.", "soft"), lines);
  }

  // Move only if something is out of sight or too small to read.
  function bring(node) {
    const view = cy.extent();
    const box = node.boundingBox();
    const seen = box.x1 > view.x1 && box.x2 < view.x2 && box.y1 > view.y1 && box.y2 < view.y2;
    if (seen && cy.zoom() > LEGIBLE) return;
    cy.animate({ zoom: Math.max(cy.zoom(), 0.8), center: { eles: node } }, { duration: still() ? 0 : 250 });
  }
  const calm = () => { if (cy.zoom() > 1.25) cy.zoom({ level: 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }); };
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  function pick(node) {
    const wanted = node ? `#${encodeURIComponent(node.id())}` : "";
    if (location.hash !== wanted) history.replaceState(null, "", wanted || location.pathname + location.search);
    show(node);
  }

  cy.on("tap", "node", (event) => pick(event.target));
  cy.on("tap", (event) => { if (event.target === cy) pick(null); });
  cy.on("mouseover", "node", () => { at("graph").style.cursor = "pointer"; });
  cy.on("mouseout", "node", () => { at("graph").style.cursor = ""; });
  const byHash = () => {
    const asked = decodeURIComponent(location.hash.slice(1));
    const node = cy.nodes().filter((each) => each.id() === asked || each.data("name") === asked);
    if (node.nonempty()) show(node[0]);
  };
  addEventListener("hashchange", byHash);

  // --- search ---

  let hits = [];
  let next = 0;

  function search(moving) {
    const words = at("search").value.trim().toLowerCase();
    cy.nodes().removeClass("found");
    at("count").textContent = "";
    hits = [];
    if (!words) { if (moving) show(null); return; }
    const says = (node) => [node.data("name"), node.data("model"), ...node.data("fields").map((field) => field[0])];
    hits = cy.nodes().filter((node) => says(node).some((text) => text.toLowerCase().includes(words))).toArray();
    // Names before fields.
    const weight = (node) => (node.data("name").toLowerCase().startsWith(words) ? 0 : node.data("name").toLowerCase().includes(words) ? 1 : 2);
    hits.sort((one, other) => weight(one) - weight(other));
    hits.forEach((node) => node.addClass("found"));
    at("count").textContent = `${hits.length} found`;
    if (!moving) return;
    next = 0;
    index();
    cy.elements().removeClass("picked near").addClass("faded");
    cy.collection(hits).removeClass("faded");
  }

  at("search").addEventListener("input", () => search(true));
  at("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && hits.length) { const found = hits[next % hits.length]; const after = next + 1; pick(found); next = after; }
  });

  // --- buttons ---

  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  at("in").addEventListener("click", () => zoom(1.35));
  at("out").addEventListener("click", () => zoom(1 / 1.35));
  at("fit").addEventListener("click", whole);
  at("theme").addEventListener("click", () => { chosen = isDark() ? "light" : "dark"; paint(); });
  system.addEventListener("change", paint);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { at("search").value = ""; pick(null); return; }
    if (event.target === at("search") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); at("search").focus(); }
    if (event.key === "+") zoom(1.35);
    if (event.key === "-") zoom(1 / 1.35);
    if (event.key === "0") whole();
  });

  Object.entries(KINDS).filter(([kind]) => data.edges.some((edge) => edge.kind === kind)).forEach(([kind, words]) => {
    const label = make("label");
    const box = make("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => cy.edges(`.${kind}`).toggleClass("gone", !box.checked));
    label.append(box, make("i", "", kind), words);
    at("legend").append(label);
  });

  show(null);
  arrange();
  byHash();
  // For the console.
  window.factories = cy;
})();
