// What narrows the graph: places as a tree, types, ties, weight, days, neighbourhood.

import { element, fill, icon, iconButton, shape } from './dom.js';
import { parseAddress } from './state.js';
import { number, text } from './strings.js';

export const TYPES = ['person', 'unit', 'place', 'programme'];
export const KINDS = ['works_for', 'works_in', 'runs', 'takes_part_in', 'partners_with', 'reports_on', 'located_in', 'part_of',
  'co_occurrence'];
const TOPS = [150, 300, 600, 1200, 2500, 5000];

export class Filters {
  #timer = 0;

  /** @param root the element to fill; the store of the state; where data come from; what the store is about */
  constructor(root, store, data, overview) {
    this.root = root;
    this.store = store;
    this.data = data;
    this.overview = overview;
    this.open = new Map();
    this.tree = element('ul', { class: 'tree', role: 'tree' });
    this.tree.addEventListener('keydown', (event) => this.#treeKey(event));
    this.draw();
    this.#load('').then(() => this.drawTree());
  }

  get state() { return this.store.state; }

  draw() {
    const { state } = this;
    const isNarrowed = state.district || state.place || state.type.length || state.relation.length || state.minWeight > 1
      || state.since || state.until || state.around;
    this.tree.setAttribute('aria-label', text('places'));
    fill(this.root,
      element('div', { class: 'filters-head' }, element('h2', {}, text('filters')),
        element('button', { type: 'button', class: 'link', disabled: !isNarrowed, id: 'reset', onclick: () => this.#reset() },
          text('reset'))),
      state.around && this.#around(),
      this.#types(), this.#kinds(), this.#amounts(), this.#days(),
      element('section', { class: 'filter', 'aria-label': text('places') }, element('h3', {}, text('places')), this.tree));
    this.drawTree();
  }

  #around() {
    const { state } = this;
    return element('section', { class: 'filter around-box', 'aria-label': text('around') },
      element('div', { class: 'around-name' }, icon('around'), text('around'), ' ',
        element('strong', {}, parseAddress(state.around).name),
        iconButton('close', text('close'), () => this.store.change({ around: '', hops: 1 }))),
      element('div', { class: 'segments', role: 'group', 'aria-label': text('hops') }, [1, 2, 3].map((hops) =>
        element('button', {
          type: 'button', 'aria-pressed': String(state.hops === hops), onclick: () => this.store.change({ hops }),
        }, `${hops} ${text('hop')}`))));
  }

  #types() {
    const { state } = this;
    return element('fieldset', { class: 'filter' }, element('legend', {}, text('type')),
      element('div', { class: 'checks' }, TYPES.map((type) => this.#check('type', type, state.type.includes(type),
        [shape(type), element('span', { class: 'check-name' }, text(type)),
          element('span', { class: 'count' }, number(this.overview.entities[type] ?? 0))]))));
  }

  #kinds() {
    const { state } = this;
    return element('fieldset', { class: 'filter' }, element('legend', {}, text('relation')),
      element('div', { class: 'pills' }, KINDS.map((kind) => this.#check('relation', kind, state.relation.includes(kind),
        [element('span', { class: 'check-name' }, text(kind))]))));
  }

  #check(list, value, checked, content) {
    return element('label', { class: 'check' }, element('input', {
      type: 'checkbox', name: list, value, checked,
      onchange: (event) => {
        const rest = this.state[list].filter((each) => each !== value);
        this.store.change({ [list]: event.target.checked ? [...rest, value] : rest });
      },
    }), content);
  }

  #amounts() {
    const { state } = this;
    return element('section', { class: 'filter pair', 'aria-label': text('weight') },
      element('label', {}, element('span', { class: 'label' }, text('weight')), element('input', {
        type: 'number', min: 1, max: 999, value: state.minWeight, id: 'weight',
        onchange: (event) => this.store.change({ minWeight: Math.max(1, Math.round(Number(event.target.value) || 1)) }),
      })),
      element('label', {}, element('span', { class: 'label' }, text('top')), element('select', {
        id: 'top', onchange: (event) => this.store.change({ top: Number(event.target.value) }),
      }, [...new Set([...TOPS, state.top])].sort((a, b) => a - b).map((top) => element('option', { value: top, selected: top === state.top },
        `${number(top)} ${text('nodes')}`)))));
  }

  #days() {
    const { state, overview } = this;
    const day = (key) => element('label', {}, element('span', { class: 'label' }, `${text('dates')} ${text(key)}`), element('input', {
      type: 'date', value: state[key], min: overview.firstDate, max: overview.lastDate, id: key,
      onchange: (event) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.store.change({ [key]: event.target.value }), 300);
      },
    }));
    if (!overview.firstDate) return null;
    return element('section', { class: 'filter days', 'aria-label': text('dates') }, day('since'), day('until'));
  }

  #reset() {
    this.store.change({
      district: '', place: '', type: [], relation: [], minWeight: 1, since: '', until: '', around: '', hops: 1,
    });
  }

  // The tree of places: branches are read when they are opened.

  async #load(parent) {
    if (this.open.has(parent)) return;
    try { this.open.set(parent, { branches: await this.data.places(parent), isOpen: true }); } catch { /* Told by main. */ }
  }

  drawTree() {
    const { state } = this;
    const isSelected = (address) => state.place === address
      || (parseAddress(address).type === 'place' && !state.place && state.district !== '' && parseAddress(address).name === state.district);
    const branch = (place, level) => {
      const { name } = parseAddress(place.address);
      const opened = this.open.get(place.address);
      const isOpen = Boolean(opened?.isOpen);
      return element('li', { role: 'none' },
        element('div', {
          class: 'branch', role: 'treeitem', 'aria-level': level, 'aria-selected': String(isSelected(place.address)),
          'aria-expanded': place.inside > 0 ? String(isOpen) : null, tabindex: '-1', 'data-address': place.address,
          'data-level': level, onclick: () => this.#choose(place, level),
        },
        place.inside > 0
          ? element('span', { class: `twig${isOpen ? ' open' : ''}`, onclick: (event) => { event.stopPropagation(); this.#toggle(place); } }, icon('next'))
          : element('span', { class: 'twig' }),
        element('span', { class: 'branch-name' }, name), element('span', { class: 'count' }, number(place.documents))),
        isOpen && opened.branches.length > 0
          && element('ul', { role: 'group' }, opened.branches.map((each) => branch(each, level + 1))));
    };
    const focused = document.activeElement?.dataset?.address;
    fill(this.tree, (this.open.get('')?.branches ?? []).map((each) => branch(each, 1)));
    const items = [...this.tree.querySelectorAll('[role=treeitem]')];
    const current = items.find((item) => item.dataset.address === focused)
      ?? items.find((item) => item.getAttribute('aria-selected') === 'true') ?? items[0];
    if (current) current.tabIndex = 0;
    if (focused && current?.dataset.address === focused) current.focus();
  }

  #choose(place, level) {
    const { name } = parseAddress(place.address);
    const { state } = this;
    if (level === 1) this.store.change({ place: '', district: state.district === name && !state.place ? '' : name });
    else this.store.change({ district: '', place: state.place === place.address ? '' : place.address });
    if (place.inside > 0 && !this.open.get(place.address)?.isOpen) this.#toggle(place);
  }

  async #toggle(place) {
    const opened = this.open.get(place.address);
    if (opened) opened.isOpen = !opened.isOpen;
    else await this.#load(place.address);
    this.drawTree();
  }

  #treeKey(event) {
    const items = [...this.tree.querySelectorAll('[role=treeitem]')];
    const place = items.indexOf(document.activeElement);
    if (place < 0) return;
    const item = items[place];
    const isOpen = item.getAttribute('aria-expanded');
    const move = (target) => {
      if (!target) return;
      items.forEach((each) => { each.tabIndex = each === target ? 0 : -1; });
      target.focus();
    };
    const twig = () => item.querySelector('.twig').click();
    if (event.key === 'ArrowDown') move(items[place + 1]);
    else if (event.key === 'ArrowUp') move(items[place - 1]);
    else if (event.key === 'Home') move(items[0]);
    else if (event.key === 'End') move(items.at(-1));
    else if (event.key === 'ArrowRight') { if (isOpen === 'false') twig(); else if (isOpen) move(items[place + 1]); }
    else if (event.key === 'ArrowLeft') {
      if (isOpen === 'true') twig();
      else move(items.slice(0, place).reverse().find((each) => Number(each.dataset.level) < Number(item.dataset.level)));
    } else if (event.key === 'Enter' || event.key === ' ') item.click();
    else return;
    event.preventDefault();
  }
}
