// Draws nodes, edges and labels on a canvas, or as SVG text.

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
const TYPES = ['person', 'unit', 'place', 'programme'];

/** The radius of a node with so many edges, on the map. */
export const radiusOf = (degree) => 3 + 1.9 * Math.sqrt(Math.min(degree, 160));

/** The colours of the theme in force, read from the style sheet. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    paper: colour('--map'), ink: colour('--ink'), faint: colour('--edge-faint'), edge: colour('--edge'),
    accent: colour('--accent'), muted: colour('--muted'),
    types: Object.fromEntries(TYPES.map((type) => [type, colour(`--${type}`)])),
  };
}

/** Traces the outline of a node of a type around a place. */
export function trace(path, type, x, y, r) {
  switch (type) {
    case 'unit': {
      const s = r * 0.9;
      path.rect(x - s, y - s, 2 * s, 2 * s);
      break;
    }
    case 'place': {
      const s = r * 1.2;
      path.moveTo(x, y - s);
      path.lineTo(x + s, y);
      path.lineTo(x, y + s);
      path.lineTo(x - s, y);
      path.closePath();
      break;
    }
    case 'programme': {
      const s = r * 1.08;
      path.moveTo(x, y - s);
      path.lineTo(x + s * 0.87, y - s / 2);
      path.lineTo(x + s * 0.87, y + s / 2);
      path.lineTo(x, y + s);
      path.lineTo(x - s * 0.87, y + s / 2);
      path.lineTo(x - s * 0.87, y - s / 2);
      path.closePath();
      break;
    }
    default:
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/**
 * Draws a scene: `{ nodes, edges, positions, radii, width, height, camera, near, focus, hover, colours }`.
 *
 * `near` is the set of nodes that stand out, null where all do. Edges go in a few paths, one a look, for a canvas is slow
 * in changing looks, not in drawing lines.
 */
export function draw(context, scene) {
  const { width, height, colours } = scene;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  drawEdges(context, scene);
  drawNodes(context, scene);
  drawLabels(context, scene);
}

function drawEdges(context, scene) {
  const { edges, positions, camera, near, focusEdge, colours, width, height } = scene;
  const [faint, plain, lit] = [new Path2D(), new Path2D(), new Path2D()];
  const { scale, x, y } = camera;
  for (const edge of edges) {
    const { source, target } = edge;
    const ax = positions[2 * source] * scale + x;
    const ay = positions[2 * source + 1] * scale + y;
    const bx = positions[2 * target] * scale + x;
    const by = positions[2 * target + 1] * scale + y;
    if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) || (ay > height && by > height)) continue;
    const stands = near && near.centre.has(source) !== near.centre.has(target) || edge === focusEdge;
    const path = stands ? lit : edge.typed ? plain : faint;
    path.moveTo(ax, ay);
    path.lineTo(bx, by);
  }
  context.lineWidth = Math.min(1.1, 0.55 + scale * 0.25);
  context.globalAlpha = near ? 0.35 : 1;
  context.strokeStyle = colours.faint;
  context.stroke(faint);
  context.strokeStyle = colours.edge;
  context.stroke(plain);
  context.globalAlpha = near ? 0.85 : 1;
  context.lineWidth = 1.4;
  context.strokeStyle = colours.accent;
  context.stroke(lit);
  context.globalAlpha = 1;
}

/** How large a node is on the screen: it grows slower than the map does. */
export const screenRadius = (radius, scale) => Math.max(1.8, radius * Math.min(1.6, 0.4 + 0.6 * scale));

function drawNodes(context, scene) {
  const { nodes, positions, radii, camera, near, colours, width, height } = scene;
  const { scale, x, y } = camera;
  const paths = new Map(TYPES.map((type) => [type, { dim: new Path2D(), full: new Path2D() }]));
  for (let node = 0; node < nodes.length; node += 1) {
    const px = positions[2 * node] * scale + x;
    const py = positions[2 * node + 1] * scale + y;
    const r = screenRadius(radii[node], scale);
    if (px < -r || py < -r || px > width + r || py > height + r) continue;
    const path = paths.get(nodes[node].type) ?? paths.get('person');
    trace(near && !near.all.has(node) ? path.dim : path.full, nodes[node].type, px, py, r);
  }
  context.lineJoin = 'round';
  for (const [type, { dim, full }] of paths) {
    context.fillStyle = colours.types[type];
    context.globalAlpha = 0.18;
    context.fill(dim);
    context.globalAlpha = 1;
    context.fill(full);
    context.lineWidth = 1.2;
    context.strokeStyle = colours.paper;
    context.stroke(full);
  }
  for (const [node, width] of [[scene.hover, 1.6], [scene.focus, 2.6]]) {
    if (node === null || node === undefined || node < 0) continue;
    const ring = new Path2D();
    trace(ring, nodes[node].type, positions[2 * node] * scale + x, positions[2 * node + 1] * scale + y,
      screenRadius(radii[node], scale) + 3.5);
    context.lineWidth = width;
    context.strokeStyle = colours.accent;
    context.stroke(ring);
  }
}

function drawLabels(context, scene) {
  const { colours } = scene;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  for (const label of placeLabels(context, scene)) {
    context.globalAlpha = label.dim ? 0.3 : 1;
    context.font = `${label.strong ? 600 : 400} ${label.size}px ${FONT}`;
    context.lineWidth = 3.5;
    context.strokeStyle = colours.paper;
    context.strokeText(label.text, label.x, label.y);
    context.fillStyle = colours.ink;
    context.fillText(label.text, label.x, label.y);
  }
  context.globalAlpha = 1;
}

/** Which names can be read: the most important first, none over another. */
function placeLabels(context, scene) {
  const { nodes, order, positions, radii, camera, near, focus, hover, width, height } = scene;
  const { scale, x, y } = camera;
  const cell = 18;
  const columns = Math.ceil(width / cell) + 1;
  const taken = new Uint8Array(columns * (Math.ceil(height / cell) + 1));
  const labels = [];
  const first = [focus, hover].filter((node) => node !== null && node !== undefined && node >= 0);
  const most = scene.moving ? 60 : 220;
  const consider = (node, always) => {
    const px = positions[2 * node] * scale + x;
    const py = positions[2 * node + 1] * scale + y;
    if (px < 0 || py < 0 || px > width || py > height) return;
    const r = screenRadius(radii[node], scale);
    const dim = near !== null && !near.all.has(node);
    if (!always && (dim || (r < 3.4 && !near))) return;
    const strong = always || r > 15;
    const size = Math.round(Math.min(16, 10.5 + r * 0.22));
    const name = nodes[node].name;
    const shown = name.length > 16 && !always ? `${name.slice(0, 15)}…` : name;
    const half = widthOf(shown) * size / 2 + 3;
    const top = py + r + 3;
    const [left, right] = [Math.floor((px - half) / cell), Math.floor((px + half) / cell)];
    const [upper, lower] = [Math.floor(top / cell), Math.floor((top + size + 2) / cell)];
    if (left < 0 || upper < 0 || right >= columns || (lower + 1) * columns > taken.length) { if (!always) return; }
    if (!always) {
      for (let row = upper; row <= lower; row += 1) {
        for (let column = left; column <= right; column += 1) if (taken[row * columns + column]) return;
      }
    }
    for (let row = Math.max(0, upper); row <= lower; row += 1) {
      for (let column = Math.max(0, left); column <= Math.min(right, columns - 1); column += 1) {
        taken[row * columns + column] = 1;
      }
    }
    labels.push({ text: shown, x: px, y: top, size, strong, dim, node });
  };
  for (const node of first) consider(node, true);
  for (const node of order) {
    if (labels.length >= most) break;
    if (!first.includes(node)) consider(node, false);
  }
  return labels;
}

/** Width in ems: a Chinese character is one, a Latin letter about half. */
function widthOf(name) {
  let width = 0;
  for (const character of name) width += character.codePointAt(0) > 0x2E80 ? 1 : 0.56;
  return width;
}

const escapeXML = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
  // What XML cannot hold.
  .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');

/** The scene as an SVG file. */
export function drawSVG(scene) {
  const { nodes, edges, positions, radii, camera, colours, width, height } = scene;
  const { scale, x, y } = camera;
  const at = (node) => [positions[2 * node] * scale + x, positions[2 * node + 1] * scale + y];
  const round = (value) => value.toFixed(1);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
  ];
  for (const edge of edges) {
    const [[ax, ay], [bx, by]] = [at(edge.source), at(edge.target)];
    lines.push(`<path d="M${round(ax)} ${round(ay)}L${round(bx)} ${round(by)}" `
      + `stroke="${edge.typed ? colours.edge : colours.faint}"/>`);
  }
  nodes.forEach((node, index) => {
    const points = [];
    const path = {
      rect: (px, py, w, h) => points.push(`M${round(px)} ${round(py)}h${round(w)}v${round(h)}h${round(-w)}z`),
      moveTo: (px, py) => points.push(`M${round(px)} ${round(py)}`),
      lineTo: (px, py) => points.push(`L${round(px)} ${round(py)}`),
      closePath: () => points.push('z'),
      arc: (px, py, r) => points.push(`A${round(r)} ${round(r)} 0 1 1 ${round(px - r)} ${round(py)}`
        + `A${round(r)} ${round(r)} 0 1 1 ${round(px + r)} ${round(py)}z`),
    };
    trace(path, node.type, ...at(index), screenRadius(radii[index], scale));
    lines.push(`<path d="${points.join('')}" fill="${colours.types[node.type]}" stroke="${colours.paper}">`
      + `<title>${escapeXML(node.name)}</title></path>`);
  });
  const context = document.createElement('canvas').getContext('2d');
  for (const label of placeLabels(context, scene)) {
    lines.push(`<text x="${round(label.x)}" y="${round(label.y + label.size)}" font-size="${label.size}" `
      + `font-weight="${label.strong ? 600 : 400}" text-anchor="middle" font-family="${escapeXML(FONT)}" `
      + `fill="${colours.ink}" stroke="${colours.paper}" stroke-width="3" paint-order="stroke">`
      + `${escapeXML(label.text)}</text>`);
  }
  lines.push('</svg>');
  return lines.join('\n');
}
