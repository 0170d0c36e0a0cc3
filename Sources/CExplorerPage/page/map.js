// The map: a graph on a canvas, its camera, what is pointed at and chosen.

import { element, fill, iconButton, shape } from './dom.js';
import { draw, drawSVG, palette, radiusOf, screenRadius } from './draw.js';
import { Gestures } from './gestures.js';
import { text } from './strings.js';

const TYPES = ['person', 'unit', 'place', 'programme'];

export class GraphMap {
  #worker = null;
  #layoutID = 0;
  #frame = 0;
  #settled = 0;

  /**
   * @param root the section to fill
   * @param actions `{ openNode(address), openEdge(a, b), moved(camera) }`
   */
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.canvas = element('canvas', { tabindex: '0', role: 'application' });
    this.legend = element('ul', { class: 'legend' });
    this.note = element('p', { class: 'map-note', hidden: true });
    this.controls = element('div', { class: 'map-controls', role: 'group' });
    fill(root, this.canvas, this.note, this.legend, this.controls);
    this.scene = {
      nodes: [], edges: [], order: [], positions: new Float32Array(0), radii: new Float32Array(0), width: 1, height: 1,
      camera: { scale: 1, x: 0, y: 0 }, near: null, focus: -1, focusEdge: null, hover: -1, moving: false, colours: palette(),
    };
    this.hasOwnCamera = false;
    this.gestures = new Gestures(this);
    new ResizeObserver(() => this.resize()).observe(root);
    this.label();
  }

  /** Says everything in the language chosen. */
  label() {
    this.canvas.setAttribute('aria-label', text('canvas'));
    this.controls.setAttribute('aria-label', text('map'));
    fill(this.controls,
      iconButton('plus', text('zoomIn'), () => this.zoom(1.4)), iconButton('minus', text('zoomOut'), () => this.zoom(1 / 1.4)),
      iconButton('fit', text('fit'), () => this.fit()));
    this.legend.setAttribute('aria-label', text('legend'));
    fill(this.legend, TYPES.map((type) => element('li', {}, shape(type), text(type))));
  }

  /** Takes the colours of the theme in force. */
  recolour() {
    this.scene.colours = palette();
    this.redraw();
  }

  /** Shows a graph as the API gives it; nodes that were shown before start where they were. */
  show(graph, camera) {
    const { scene } = this;
    const old = new Map(scene.nodes.map((node, index) => [node.address, index]));
    const oldPositions = scene.positions;
    const degrees = new Uint32Array(graph.nodes.length);
    for (const edge of graph.edges) {
      degrees[edge.source] += 1;
      degrees[edge.target] += 1;
      edge.weight = Object.values(edge.ties).reduce((sum, count) => sum + count, 0);
      edge.typed = Object.keys(edge.ties).some((kind) => kind !== 'co_occurrence');
    }
    graph.nodes.forEach((node, index) => { node.degree = degrees[index]; });
    Object.assign(scene, {
      nodes: graph.nodes, edges: graph.edges, near: null, focus: -1, focusEdge: null, hover: -1,
      radii: Float32Array.from(degrees, radiusOf),
      order: graph.nodes.map((_, index) => index).sort((a, b) => degrees[b] - degrees[a] || a - b),
    });
    this.adjacent = graph.nodes.map(() => []);
    graph.edges.forEach((edge, index) => {
      this.adjacent[edge.source].push(index);
      this.adjacent[edge.target].push(index);
    });
    scene.positions = new Float32Array(2 * graph.nodes.length);
    graph.nodes.forEach((node, index) => {
      const before = old.get(node.address);
      if (before === undefined) return;
      scene.positions[2 * index] = oldPositions[2 * before];
      scene.positions[2 * index + 1] = oldPositions[2 * before + 1];
    });
    this.index = new Map(graph.nodes.map((node, index) => [node.address, index]));
    this.hasOwnCamera = Boolean(camera);
    if (camera) scene.camera = camera;
    fill(this.note, graph.nodes.length === 0 ? text('empty') : '');
    this.note.hidden = graph.nodes.length > 0;
    this.#arrange();
  }

  #arrange() {
    const { scene } = this;
    this.#layoutID += 1;
    this.canvas.dataset.settled = 'false';
    if (scene.nodes.length === 0) {
      this.canvas.dataset.settled = 'true';
      this.redraw();
      return;
    }
    if (!this.#worker) {
      this.#worker = new Worker(import.meta.resolve('./layout.js'), { type: 'module' });
      this.#worker.onmessage = ({ data }) => this.#arrived(data);
    }
    const edges = new Int32Array(2 * scene.edges.length);
    scene.edges.forEach((edge, place) => {
      edges[2 * place] = edge.source;
      edges[2 * place + 1] = edge.target;
    });
    this.#worker.postMessage({ id: this.#layoutID, radii: Float64Array.from(scene.radii), edges });
  }

  #arrived({ id, positions, done }) {
    if (id !== this.#layoutID) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still && !done) return;
    this.scene.positions = positions;
    if (!this.hasOwnCamera) this.fit(false);
    if (done) this.canvas.dataset.settled = 'true';
    this.redraw();
  }

  resize() {
    const { width, height } = this.root.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const density = Math.min(devicePixelRatio || 1, 2);
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    const [dx, dy] = [(width - this.scene.width) / 2, (height - this.scene.height) / 2];
    Object.assign(this.scene, { width, height });
    this.density = density;
    if (this.hasOwnCamera) {
      this.scene.camera = { ...this.scene.camera, x: this.scene.camera.x + dx, y: this.scene.camera.y + dy };
    } else {
      this.fit(false);
    }
    this.redraw();
  }

  /** Draws before the next frame, once however often it is asked. */
  redraw() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.paint();
    });
  }

  paint() {
    const context = this.canvas.getContext('2d', { alpha: false });
    context.setTransform(this.density ?? 1, 0, 0, this.density ?? 1, 0, 0);
    draw(context, this.scene);
  }

  /** Draws with fewer labels until nothing moved for a moment. */
  moving() {
    this.scene.moving = true;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => {
      this.scene.moving = false;
      this.redraw();
      this.actions.moved(this.scene.camera);
    }, 160);
    this.redraw();
  }

  /** Moves the map by so many pixels. */
  pan(dx, dy) {
    const { camera } = this.scene;
    this.scene.camera = { ...camera, x: camera.x + dx, y: camera.y + dy };
    this.hasOwnCamera = true;
    this.moving();
  }

  /** Magnifies, a place on the screen staying where it is. */
  zoom(factor, px = this.scene.width / 2, py = this.scene.height / 2) {
    const { camera } = this.scene;
    const scale = Math.min(8, Math.max(0.04, camera.scale * factor));
    const ratio = scale / camera.scale;
    this.scene.camera = { scale, x: px - (px - camera.x) * ratio, y: py - (py - camera.y) * ratio };
    this.hasOwnCamera = true;
    this.moving();
  }

  /** Shows everything. */
  fit(isAsked = true) {
    const { positions, radii, width, height, nodes } = this.scene;
    if (nodes.length === 0) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let node = 0; node < nodes.length; node += 1) {
      left = Math.min(left, positions[2 * node] - radii[node]);
      right = Math.max(right, positions[2 * node] + radii[node]);
      top = Math.min(top, positions[2 * node + 1] - radii[node]);
      bottom = Math.max(bottom, positions[2 * node + 1] + radii[node]);
    }
    const scale = Math.min(2.2, (width - 60) / (right - left || 1), (height - 90) / (bottom - top || 1));
    this.scene.camera = {
      scale, x: width / 2 - scale * (left + right) / 2, y: height / 2 - 8 - scale * (top + bottom) / 2,
    };
    if (isAsked) {
      this.hasOwnCamera = false;
      this.actions.moved(null);
    }
    this.redraw();
  }

  /** The node at a place on the screen, the smallest of those that overlap; -1 for none. */
  nodeAt(px, py) {
    const { nodes, positions, radii, camera } = this.scene;
    let [best, least] = [-1, Infinity];
    for (let node = 0; node < nodes.length; node += 1) {
      const dx = positions[2 * node] * camera.scale + camera.x - px;
      const dy = positions[2 * node + 1] * camera.scale + camera.y - py;
      const reach = screenRadius(radii[node], camera.scale) + 3;
      const square = dx * dx + dy * dy;
      if (square <= reach * reach && square < least) [best, least] = [node, square];
    }
    return best;
  }

  /** The edge less than six pixels from a place on the screen; null for none. */
  edgeAt(px, py) {
    const { edges, positions, camera } = this.scene;
    let [best, least] = [null, 36];
    for (const edge of edges) {
      const ax = positions[2 * edge.source] * camera.scale + camera.x;
      const ay = positions[2 * edge.source + 1] * camera.scale + camera.y;
      const bx = positions[2 * edge.target] * camera.scale + camera.x - ax;
      const by = positions[2 * edge.target + 1] * camera.scale + camera.y - ay;
      const length = bx * bx + by * by;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * bx + (py - ay) * by) / length));
      const [dx, dy] = [px - ax - along * bx, py - ay - along * by];
      const square = dx * dx + dy * dy;
      if (square < least) [best, least] = [edge, square];
    }
    return best;
  }

  /** Puts a node or an edge in front, by addresses; nothing for neither. */
  focus(address, edge) {
    const { scene } = this;
    scene.focus = this.index?.get(address) ?? -1;
    scene.focusEdge = null;
    const centre = new Set();
    if (edge) {
      const [a, b] = edge.map((each) => this.index?.get(each));
      scene.focusEdge = scene.edges.find(({ source, target }) =>
        (source === a && target === b) || (source === b && target === a)) ?? null;
    }
    if (scene.focus >= 0) centre.add(scene.focus);
    const all = new Set(centre);
    if (scene.focusEdge) all.add(scene.focusEdge.source).add(scene.focusEdge.target);
    else for (const node of centre) for (const each of this.adjacent[node]) all.add(this.#other(each, node));
    scene.near = all.size > 0 ? { centre: scene.focusEdge ? new Set() : centre, all } : null;
    this.redraw();
  }

  #other(edge, node) {
    const { source, target } = this.scene.edges[edge];
    return source === node ? target : source;
  }

  has(address) { return this.index?.has(address) ?? false; }

  /** Brings a node into view. */
  reveal(address) {
    const node = this.index?.get(address);
    if (node === undefined) return;
    const { positions, camera, width, height } = this.scene;
    const px = positions[2 * node] * camera.scale + camera.x;
    const py = positions[2 * node + 1] * camera.scale + camera.y;
    if (px > 40 && py > 40 && px < width - 40 && py < height - 60) return;
    this.pan(width / 2 - px, height / 2 - py);
  }

  /** What is shown as a PNG, as a blob. */
  png() {
    this.paint();
    return new Promise((resolve) => { this.canvas.toBlob(resolve, 'image/png'); });
  }

  svg() { return drawSVG({ ...this.scene, moving: false }); }
}

