// Pointer, wheel, touch and keyboard on the map.

export class Gestures {
  #pointers = new Map();
  #dragged = -1;
  #start = null;
  #pinch = null;

  constructor(map) {
    this.map = map;
    const { canvas } = map;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    canvas.addEventListener('pointercancel', (event) => this.#release(event));
    canvas.addEventListener('pointerleave', () => this.#hover(-1));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('dblclick', (event) => {
      const [x, y] = this.#place(event);
      map.zoom(1.6, x, y);
    });
  }

  #place(event) {
    const box = this.map.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    if (event.button !== 0) return;
    const place = this.#place(event);
    this.map.canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, place);
    if (this.#pointers.size === 1) {
      this.#start = { place, moved: false };
      this.#dragged = this.map.nodeAt(...place);
    } else {
      this.#dragged = -1;
      this.#pinch = this.#spread();
    }
  }

  #spread() {
    const [a, b] = [...this.#pointers.values()];
    return { distance: Math.hypot(a[0] - b[0], a[1] - b[1]), x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
  }

  #move(event) {
    const place = this.#place(event);
    const { map } = this;
    if (!this.#pointers.has(event.pointerId)) {
      this.#hover(map.nodeAt(...place), place);
      return;
    }
    const [dx, dy] = [place[0] - this.#pointers.get(event.pointerId)[0], place[1] - this.#pointers.get(event.pointerId)[1]];
    this.#pointers.set(event.pointerId, place);
    if (this.#pointers.size === 2) {
      const spread = this.#spread();
      if (this.#pinch && this.#pinch.distance > 0) {
        map.pan(spread.x - this.#pinch.x, spread.y - this.#pinch.y);
        map.zoom(spread.distance / this.#pinch.distance, spread.x, spread.y);
      }
      this.#pinch = spread;
      return;
    }
    const { place: [sx, sy] } = this.#start;
    if (!this.#start.moved && Math.hypot(place[0] - sx, place[1] - sy) < 4) return;
    this.#start.moved = true;
    if (this.#dragged >= 0) {
      const { positions, camera } = map.scene;
      positions[2 * this.#dragged] += dx / camera.scale;
      positions[2 * this.#dragged + 1] += dy / camera.scale;
      map.hasOwnCamera = true;
      map.moving();
    } else {
      map.pan(dx, dy);
    }
  }

  #up(event) {
    const [start, place] = [this.#start, this.#place(event)];
    const wasAlone = this.#pointers.size === 1;
    this.#release(event);
    if (!wasAlone || !start || start.moved) return;
    const node = this.map.nodeAt(...place);
    if (node >= 0) {
      this.map.actions.openNode(this.map.scene.nodes[node].address);
      return;
    }
    const edge = this.map.edgeAt(...place);
    const { nodes } = this.map.scene;
    if (edge) this.map.actions.openEdge(nodes[edge.source].address, nodes[edge.target].address);
    else this.map.actions.openNode('');
  }

  #release(event) {
    this.#pointers.delete(event.pointerId);
    this.#pinch = null;
    this.#dragged = -1;
    if (this.#pointers.size === 1) this.#start = { place: [...this.#pointers.values()][0], moved: true };
  }

  #hover(node, place) {
    const { map } = this;
    const isEdge = node < 0 && place && map.scene.edges.length < 8000 && map.edgeAt(...place);
    map.canvas.style.cursor = node >= 0 || isEdge ? 'pointer' : 'grab';
    if (map.scene.hover === node) return;
    map.scene.hover = node;
    map.redraw();
  }

  #wheel(event) {
    event.preventDefault();
    const [x, y] = this.#place(event);
    const lines = event.deltaMode === 1 ? 20 : 1;
    this.map.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), x, y);
  }

  #key(event) {
    const { map } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pans = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (pans[event.key]) map.pan(...pans[event.key]);
    else if (event.key === '+' || event.key === '=') map.zoom(1.3);
    else if (event.key === '-') map.zoom(1 / 1.3);
    else if (event.key === '0') map.fit();
    else if (event.key === 'n' || event.key === 'p') this.#step(event.key === 'n' ? 1 : -1);
    else if (event.key === 'Escape') map.actions.openNode('');
    else return;
    event.preventDefault();
  }

  /** Opens the next or last node, those with the most edges first. */
  #step(direction) {
    const { order, nodes, focus } = this.map.scene;
    if (order.length === 0) return;
    const place = order.indexOf(focus);
    const next = place < 0 ? 0 : (place + direction + order.length) % order.length;
    this.map.actions.openNode(nodes[order[next]].address);
    this.map.reveal(nodes[order[next]].address);
  }
}
