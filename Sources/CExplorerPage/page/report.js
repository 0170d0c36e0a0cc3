// Answers from the data that a report holds: the same questions as to a server, asked of one file.

import { parseAddress } from './state.js';
import { text } from './strings.js';

export class ReportData {
  canCorrect = false;
  formats = ['png', 'svg', 'graphml', 'dot'];

  constructor(content) {
    this.content = content;
    this.nodes = content.nodes.map((node, index) => ({ ...node, index, address: node.card.address, documents: node.card.documents }));
    this.byAddress = new Map(this.nodes.map((node) => [node.address, node]));
  }

  /** What part of the store this is. */
  note() {
    const { matching } = this.content;
    return this.nodes.length < matching ? text('reportPart', this.nodes.length, matching) : text('reportNote');
  }

  /** Without days: the period of a report is chosen when it is written. */
  async overview() {
    const entities = { person: 0, unit: 0, place: 0, programme: 0 };
    for (const node of this.nodes) entities[node.type] += 1;
    return { ...this.content.overview, entities, firstDate: null, lastDate: null };
  }

  async node(address) {
    const found = this.byAddress.get(address);
    if (!found) throw new Error(`${parseAddress(address).name}: ${text('nothing')}`);
    return found.card;
  }

  async places(inside) { return this.content.places[inside || ''] ?? []; }
  async districts() { return this.content.districts; }
  async matrix() { return this.content.matrix; }

  async who(name) {
    const found = this.content.who[name];
    if (!found) throw new Error(`${name}: ${text('nothing')}`);
    return found;
  }

  async evidence(a, b, offset) {
    const [first, second] = [this.byAddress.get(a)?.index, this.byAddress.get(b)?.index];
    const edge = this.content.edges.find(({ source, target }) =>
      (source === first && target === second) || (source === second && target === first));
    const passages = (edge?.evidence.passages ?? []).slice(offset);
    // What was left out cannot be turned to.
    return { passages, total: edge?.evidence.passages.length ?? 0 };
  }

  // Search: as the server does, by name, other form, part, initials, one character off.

  async search(wanted) {
    const query = wanted.replace(/\s/g, '');
    const initials = /^[\x21-\x7e]+$/.test(query) ? query.toLowerCase() : null;
    const hits = [];
    for (const node of this.nodes) {
      const hit = match(node, query, initials);
      if (hit) hits.push({ ...hit, address: node.address, documents: node.documents });
    }
    return hits.sort((a, b) => a.rank - b.rank || Math.abs(a.matched.length - query.length) - Math.abs(b.matched.length - query.length)
      || b.documents - a.documents).slice(0, 12);
  }

  // The graph: as `GraphStore.map` selects it.

  async graph(query) {
    const [types, kinds] = [query.getAll('type'), query.getAll('relation')];
    const minimum = Number(query.get('minWeight') ?? 1);
    const around = query.get('around');
    const edges = this.content.edges.map(({ source, target, ties }) => ({
      source, target,
      ties: kinds.length > 0 ? Object.fromEntries(Object.entries(ties).filter(([kind]) => kinds.includes(kind))) : ties,
    })).filter(({ ties }) => {
      const weight = Object.values(ties).reduce((sum, count) => sum + count, 0);
      return weight > 0 && weight >= minimum;
    });
    const members = this.#members(query.get('district'), query.get('place'));
    const isIn = (node) => node.address === around
      || ((types.length === 0 || types.includes(node.type)) && (!members || members.has(node.index)));
    let chosen = this.nodes.filter(isIn);
    if (around) {
      const near = this.#near(around, Number(query.get('hops') ?? 1), edges, new Set(chosen.map((node) => node.index)));
      chosen = chosen.filter((node) => near.has(node.index));
    }
    const matching = chosen.length;
    chosen = chosen.slice(0, Number(query.get('top') ?? this.nodes.length));
    const within = new Set(chosen.map((node) => node.index));
    const joining = edges.filter(({ source, target }) => within.has(source) && within.has(target));
    if (kinds.length > 0 || minimum > 1 || around) {
      const tied = new Set(joining.flatMap(({ source, target }) => [source, target]));
      chosen = chosen.filter((node) => tied.has(node.index) || node.address === around);
    }
    const places = new Map(chosen.map((node, place) => [node.index, place]));
    return {
      nodes: chosen.map(({ address, name, type, documents }) => ({ address, name, type, documents })),
      edges: joining.map(({ source, target, ties }) => ({ source: places.get(source), target: places.get(target), ties })),
      matching, joining: joining.length,
    };
  }

  #near(around, hops, edges, allowed) {
    const centre = this.byAddress.get(around);
    const near = new Set(centre ? [centre.index] : []);
    for (let hop = 0; hop < hops; hop += 1) {
      const before = new Set(near);
      for (const { source, target } of edges) {
        if (before.has(source) && allowed.has(target)) near.add(target);
        if (before.has(target) && allowed.has(source)) near.add(source);
      }
    }
    return near;
  }

  /** What works with a district or a place, itself and the places inside it; nil for everything. */
  #members(district, place) {
    if (!district && !place) return null;
    const roots = place ? [place]
      : this.nodes.filter((node) => node.type === 'place' && node.name === district).map((node) => node.address);
    const inside = new Set();
    const pending = [...roots];
    while (pending.length > 0) {
      const address = pending.pop();
      if (inside.has(address)) continue;
      inside.add(address);
      for (const branch of this.content.places[address] ?? []) pending.push(branch.address);
    }
    const names = new Set([...inside].map((address) => parseAddress(address).name));
    const members = new Set();
    for (const node of this.nodes) {
      const { districts, townships } = node.card;
      if (inside.has(node.address) || (district && districts.includes(district))
        || (place && (townships.some((name) => names.has(name)) || districts.some((name) => names.has(name))))) {
        members.add(node.index);
      }
    }
    if (place) {
      for (const { source, target, ties } of this.content.edges) {
        if (Object.keys(ties).every((kind) => kind === 'co_occurrence')) continue;
        if (inside.has(this.nodes[source].address)) members.add(target);
        if (inside.has(this.nodes[target].address)) members.add(source);
      }
    }
    return members;
  }

  /** GraphML or DOT of what is shown. */
  async export(format, query, scene) {
    const lines = format === 'graphml' ? graphML(scene) : dot(scene);
    return new Blob([lines.join('\n'), '\n'], { type: format === 'graphml' ? 'application/graphml+xml' : 'text/vnd.graphviz' });
  }
}

/** How a node is found, the best first. */
function match(node, query, initials) {
  const names = [node.name, ...node.card.aliases];
  if (node.name === query || node.address === query) return { rank: 0, match: 'name', matched: node.name };
  if (node.card.aliases.includes(query)) return { rank: 1, match: 'alias', matched: query };
  const part = names.filter((name) => name.includes(query)).sort((a, b) => a.length - b.length)[0];
  if (part) return { rank: 2, match: 'part', matched: part };
  if (initials && node.initials.some((each) => each.startsWith(initials))) {
    return { rank: 3, match: 'initials', matched: node.name };
  }
  const near = query.length > 1 && names.find((name) => isOneEditApart(name, query));
  return near ? { rank: 4, match: 'one_off', matched: near } : null;
}

/** Whether inserting, removing or replacing one character turns one into the other. */
function isOneEditApart(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return start + end >= Math.max(a.length, b.length) - 1;
}

const escapeXML = (value) => String(value).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');

function graphML({ nodes, edges, positions }) {
  const key = (id, owner, type) => `<key id="${id}" for="${owner}" attr.name="${id.replace(/^[ne]_/, '')}" attr.type="${type}"/>`;
  const data = (id, value) => `<data key="${id}">${escapeXML(value)}</data>`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    key('n_label', 'node', 'string'), key('n_type', 'node', 'string'), key('n_address', 'node', 'string'),
    key('n_documents', 'node', 'int'), key('n_x', 'node', 'double'), key('n_y', 'node', 'double'),
    key('e_kinds', 'edge', 'string'), key('e_weight', 'edge', 'int'), '<graph edgedefault="directed">',
    ...nodes.map((node, index) => `<node id="n${index}">${data('n_label', node.name)}${data('n_type', node.type)}`
      + `${data('n_address', node.address)}${data('n_documents', node.documents)}`
      + `${data('n_x', positions[2 * index].toFixed(2))}${data('n_y', (-positions[2 * index + 1]).toFixed(2))}</node>`),
    ...edges.map((edge) => `<edge source="n${edge.source}" target="n${edge.target}">`
      + `${data('e_kinds', Object.keys(edge.ties).join(' '))}${data('e_weight', edge.weight)}</edge>`),
    '</graph>', '</graphml>'];
}

function dot({ nodes, edges }) {
  const quote = (value) => `"${String(value).replace(/[\\"]/g, '\\$&').replace(/[\r\n\u0000]/g, ' ')}"`;
  return ['digraph guanxi {',
    ...nodes.map((node, index) => `  n${index} [label=${quote(node.name)}, class=${quote(node.type)}];`),
    ...edges.map((edge) => `  n${edge.source} -> n${edge.target} [label=${quote(Object.keys(edge.ties).join(' '))}, weight=${edge.weight}];`),
    '}'];
}
