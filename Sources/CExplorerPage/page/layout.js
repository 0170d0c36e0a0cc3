// Where nodes stand: forces in a thread of its own. Nothing is random, so that a graph always looks the same.
//
// Nodes push each other away by the inverse of their distance, far ones in groups (J. Barnes and P. Hut, Nature 324, 1986);
// edges draw together; a weak pull holds the parts together.

const ROUNDS = 300;
const THETA = 0.9;
const REPULSION = 34;

/** Positions x0, y0, x1, y1, … of `radii.length` nodes, moved step by step. */
export class Layout {
  /**
   * @param radii of the nodes
   * @param edges positions of ends: a0, b0, a1, b1, …
   */
  constructor(radii, edges) {
    this.radii = radii;
    this.edges = edges;
    this.count = radii.length;
    this.positions = start(this.count);
    this.velocities = new Float64Array(2 * this.count);
    const degrees = new Float64Array(this.count);
    for (const end of edges) degrees[end] += 1;
    this.degrees = degrees;
    this.round = 0;
    this.rounds = this.count > 2000 ? 160 : ROUNDS;
    this.tree = new Tree(this.count);
  }

  get isDone() { return this.round >= this.rounds; }

  step() {
    const heat = (1 - this.round / this.rounds) ** 1.5 + 0.02;
    this.attract(heat);
    this.repel(heat);
    this.gather(heat);
    const { positions, velocities } = this;
    for (let i = 0; i < velocities.length; i += 1) {
      velocities[i] *= 0.6;
      positions[i] += velocities[i];
    }
    if (this.round > this.rounds * 0.6) this.part();
    this.round += 1;
  }

  attract(heat) {
    const { positions, velocities, edges, degrees, radii } = this;
    for (let i = 0; i < edges.length; i += 2) {
      const [a, b] = [edges[i], edges[i + 1]];
      let x = positions[2 * b] + velocities[2 * b] - positions[2 * a] - velocities[2 * a];
      let y = positions[2 * b + 1] + velocities[2 * b + 1] - positions[2 * a + 1] - velocities[2 * a + 1];
      const distance = Math.sqrt(x * x + y * y) || 1e-6;
      const wanted = 16 + radii[a] + radii[b];
      const pull = ((distance - wanted) / distance) * heat / Math.min(degrees[a], degrees[b]);
      x *= pull;
      y *= pull;
      const share = degrees[a] / (degrees[a] + degrees[b]);
      velocities[2 * b] -= x * share;
      velocities[2 * b + 1] -= y * share;
      velocities[2 * a] += x * (1 - share);
      velocities[2 * a + 1] += y * (1 - share);
    }
  }

  repel(heat) {
    const { positions, velocities, radii, tree } = this;
    tree.build(positions, radii);
    for (let node = 0; node < this.count; node += 1) tree.push(node, positions, velocities, REPULSION * heat);
  }

  /** Draws everything to the middle; what has no edge a little more, lest it drifts off. */
  gather(heat) {
    const { positions, velocities, degrees } = this;
    for (let node = 0; node < this.count; node += 1) {
      const pull = (degrees[node] === 0 ? 0.075 : 0.05) * heat;
      velocities[2 * node] -= positions[2 * node] * pull;
      velocities[2 * node + 1] -= positions[2 * node + 1] * pull;
    }
  }

  /** Moves nodes apart that overlap, by a grid. */
  part() {
    const { positions, radii, count } = this;
    const cell = 48;
    const grid = new Map();
    const key = (column, row) => column * 65536 + row;
    for (let node = 0; node < count; node += 1) {
      const place = key(Math.floor(positions[2 * node] / cell), Math.floor(positions[2 * node + 1] / cell));
      const members = grid.get(place);
      if (members) members.push(node);
      else grid.set(place, [node]);
    }
    for (let node = 0; node < count; node += 1) {
      const column = Math.floor(positions[2 * node] / cell);
      const row = Math.floor(positions[2 * node + 1] / cell);
      for (let dx = -1; dx <= 1; dx += 1) {
        for (let dy = -1; dy <= 1; dy += 1) {
          for (const other of grid.get(key(column + dx, row + dy)) ?? []) {
            if (other <= node) continue;
            let x = positions[2 * other] - positions[2 * node];
            let y = positions[2 * other + 1] - positions[2 * node + 1];
            const least = radii[node] + radii[other] + 5;
            const distance = Math.sqrt(x * x + y * y);
            if (distance >= least) continue;
            if (distance === 0) [x, y] = [1, 0];
            const shift = (least - distance) / (distance || 1) / 2;
            const weight = radii[other] / (radii[node] + radii[other]);
            positions[2 * node] -= x * shift * weight * 2 * 0.7;
            positions[2 * node + 1] -= y * shift * weight * 2 * 0.7;
            positions[2 * other] += x * shift * (1 - weight) * 2 * 0.7;
            positions[2 * other + 1] += y * shift * (1 - weight) * 2 * 0.7;
          }
        }
      }
    }
  }
}

/** A spiral like that of sunflower seeds; turned by multiplication, for sines differ between machines. */
function start(count) {
  const positions = new Float64Array(2 * count);
  const [cosine, sine] = [-0.7373688780783197, 0.6754902942615238];
  let [x, y] = [1, 0];
  for (let node = 0; node < count; node += 1) {
    const radius = 14 * Math.sqrt(node + 0.5);
    positions[2 * node] = radius * x;
    positions[2 * node + 1] = radius * y;
    [x, y] = [x * cosine - y * sine, x * sine + y * cosine];
  }
  return positions;
}

/** A quadtree in flat arrays. Four children a cell; a child is a cell (positive), a node (−1 − node) or nothing (0). */
class Tree {
  constructor(count) {
    const capacity = 8 * count + 64;
    this.children = new Int32Array(4 * capacity);
    this.mass = new Float64Array(capacity);
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
    this.size = new Float64Array(capacity);
    this.next = new Int32Array(count);
    this.stack = new Int32Array(512);
    this.capacity = capacity;
  }

  build(positions, radii) {
    let [least, most] = [Infinity, -Infinity];
    for (const value of positions) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const middle = (least + most) / 2;
    this.half = (most - least) / 2 + 1;
    this.used = 1;
    this.children.fill(0);
    this.mass.fill(0);
    this.x.fill(0);
    this.y.fill(0);
    this.size[0] = 2 * this.half;
    for (let node = 0; node < this.next.length; node += 1) this.insert(node, positions, radii, middle);
    for (let cell = 0; cell < this.used; cell += 1) {
      if (this.mass[cell] > 0) {
        this.x[cell] /= this.mass[cell];
        this.y[cell] /= this.mass[cell];
      }
    }
  }

  insert(node, positions, radii, middle) {
    const [x, y] = [positions[2 * node], positions[2 * node + 1]];
    const mass = 1 + radii[node] / 6;
    let cell = 0;
    let [cx, cy, half] = [middle, middle, this.half];
    for (let depth = 0; depth < 40; depth += 1) {
      this.mass[cell] += mass;
      this.x[cell] += x * mass;
      this.y[cell] += y * mass;
      const quarter = (x >= cx ? 1 : 0) + (y >= cy ? 2 : 0);
      half /= 2;
      cx += x >= cx ? half : -half;
      cy += y >= cy ? half : -half;
      const slot = 4 * cell + quarter;
      const child = this.children[slot];
      if (child === 0) {
        this.children[slot] = -1 - node;
        return;
      }
      if (child > 0) {
        cell = child;
        continue;
      }
      if (this.used >= this.capacity) return;
      // Two nodes in a quarter: it becomes a cell that takes in the one that was there.
      const other = -1 - child;
      const fresh = this.used;
      this.used += 1;
      this.size[fresh] = 2 * half;
      this.children[slot] = fresh;
      const [ox, oy] = [positions[2 * other], positions[2 * other + 1]];
      const weight = 1 + radii[other] / 6;
      this.mass[fresh] += weight;
      this.x[fresh] += ox * weight;
      this.y[fresh] += oy * weight;
      this.children[4 * fresh + (ox >= cx ? 1 : 0) + (oy >= cy ? 2 : 0)] = child;
      cell = fresh;
    }
  }

  push(node, positions, velocities, strength) {
    const [x, y] = [positions[2 * node], positions[2 * node + 1]];
    const { children, mass, size, stack } = this;
    let [fx, fy, top] = [0, 0, 0];
    stack[top++] = 0;
    while (top > 0) {
      const cell = stack[--top];
      const dx = x - this.x[cell];
      const dy = y - this.y[cell];
      const square = dx * dx + dy * dy;
      if (size[cell] * size[cell] < THETA * THETA * square) {
        const force = (strength * mass[cell]) / (square + 25);
        fx += dx * force;
        fy += dy * force;
        continue;
      }
      for (let slot = 4 * cell; slot < 4 * cell + 4; slot += 1) {
        const child = children[slot];
        if (child > 0) {
          if (top < stack.length) stack[top++] = child;
        } else if (child < 0 && child !== -1 - node) {
          const other = -1 - child;
          let ox = x - positions[2 * other];
          const oy = y - positions[2 * other + 1];
          if (ox === 0 && oy === 0) ox = node < other ? -0.1 : 0.1;
          const force = strength / (ox * ox + oy * oy + 25);
          fx += ox * force;
          fy += oy * force;
        }
      }
    }
    velocities[2 * node] += fx;
    velocities[2 * node + 1] += fy;
  }
}

// As a worker: takes { id, radii, edges }, gives { id, positions, done } now and then.
if (typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope) {
  let current = 0;
  onmessage = async ({ data }) => {
    current = data.id;
    const layout = new Layout(data.radii, data.edges);
    let told = performance.now();
    while (!layout.isDone && current === data.id) {
      layout.step();
      if (performance.now() - told < 60) continue;
      postMessage({ id: data.id, positions: Float32Array.from(layout.positions), done: false });
      // Lets a newer graph come in.
      await new Promise((resume) => { setTimeout(resume); });
      told = performance.now();
    }
    if (current === data.id) {
      postMessage({ id: data.id, positions: Float32Array.from(layout.positions), done: true });
    }
  };
}
