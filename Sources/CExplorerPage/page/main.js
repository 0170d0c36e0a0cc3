// The page: puts its parts together and follows the address.

import { showCard } from './card.js';
import { showLog, survivor } from './corrections.js';
import { showDistricts } from './districts.js';
import { element, fill, icon, iconButton } from './dom.js';
import { Evidence } from './evidence.js';
import { Filters } from './filters.js';
import { showList } from './list.js';
import { GraphMap } from './map.js';
import { showMatrix } from './matrix.js';
import { ReportData } from './report.js';
import { formats, save } from './save.js';
import { SearchField } from './search.js';
import { ServerData } from './server.js';
import { formatEdge, parseEdge, selectionQuery, Store } from './state.js';
import { currentLanguage, setLanguage, text, translate } from './strings.js';

const VIEWS = ['map', 'list', 'districts', 'matrix'];
const THEMES = ['system', 'light', 'dark'];
const byID = (id) => document.getElementById(id);

class Page {
  #shownQuery = null;
  #graph = null;
  #camera = null;

  constructor() {
    this.store = new Store();
    const embedded = byID('report-data');
    this.data = embedded ? new ReportData(JSON.parse(embedded.textContent)) : new ServerData(this.store.token);
    this.panel = byID('panel');
    setLanguage(this.state.lang || (navigator.language.startsWith('zh') ? 'zh' : remembered('language') || 'zh'));
    this.#theme(remembered('theme') ?? 'system');
  }

  get state() { return this.store.state; }

  async start() {
    translate(document);
    this.overview = await this.data.overview();
    const actions = {
      openNode: (address) => this.openNode(address), openEdge: (a, b) => this.openEdge(a, b),
      moved: (camera) => this.#moved(camera),
    };
    this.map = new GraphMap(byID('view-map'), actions);
    this.evidence = new Evidence(this.panel, this.data, {
      openNode: actions.openNode, close: () => this.openNode(''), fail: (error) => this.#fail(error),
      period: () => this.#period(),
    });
    this.filters = new Filters(byID('filters'), this.store, this.data, this.overview);
    this.search = new SearchField({
      data: this.data, isMain: true, label: text('search'), choose: (address) => this.found(address),
    });
    byID('search').append(this.search.root);
    this.#chrome();
    this.store.listen((state, old) => this.#changed(state, old));
    document.addEventListener('keydown', (event) => this.#key(event));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.map.recolour());
    await this.#follow(true);
  }

  /** Tabs and buttons, in the language chosen. */
  #chrome() {
    fill(byID('tabs'), VIEWS.map((view) => element('button', {
      type: 'button', 'data-view': view, 'aria-current': this.#view === view ? 'page' : null,
      onclick: () => this.store.change({ view: view === 'map' ? '' : view }),
    }, text(view))));
    const menu = element('ul', { class: 'menu', id: 'save-menu', hidden: true, 'aria-label': text('saveAs') },
      formats(this.data).map(([format, label]) => element('li', {}, element('button', {
        type: 'button', 'data-format': format,
        onclick: () => { this.#toggleMenu(false); save(format, this.map, this.state, this.data).catch((error) => this.#fail(error)); },
      }, label))));
    fill(byID('actions'),
      iconButton('filter', text('filtersOpen'), () => document.body.classList.toggle('show-filters'), { class: 'icon-button filter-toggle' }),
      element('button', { type: 'button', class: 'text-button', id: 'language', lang: currentLanguage() === 'zh' ? 'en' : 'zh', onclick: () => this.#switchLanguage() },
        text('language')),
      iconButton('theme', `${text('theme')}: ${text(`theme${this.theme[0].toUpperCase()}${this.theme.slice(1)}`)}`, () => {
        this.#theme(THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length]);
        this.map.recolour();
        this.#chrome();
        byID('theme').focus();
      }, { id: 'theme' }),
      element('div', { class: 'menu-box' }, element('button', {
        type: 'button', class: 'button primary', id: 'save', 'aria-expanded': 'false', 'aria-controls': 'save-menu',
        onclick: () => this.#toggleMenu(menu.hidden),
      }, icon('save'), text('save')), menu),
      this.data.canCorrect && element('button', { type: 'button', class: 'text-button', id: 'log', onclick: () => this.#log() }, text('correctionLog')));
  }

  #toggleMenu(isOpen) {
    byID('save-menu').hidden = !isOpen;
    byID('save').setAttribute('aria-expanded', String(isOpen));
  }

  get #view() { return VIEWS.includes(this.state.view) ? this.state.view : 'map'; }

  #period() {
    const period = new URLSearchParams();
    for (const key of ['since', 'until']) if (this.state[key]) period.set(key, this.state[key]);
    return period;
  }

  async #changed(state, old) {
    if (state.lang !== old.lang && state.lang) this.#say(state.lang);
    await this.#follow(false, old);
  }

  /** Brings everything in line with the state. */
  async #follow(isFirst, old) {
    const { state } = this;
    const view = this.#view;
    document.body.dataset.view = view;
    for (const each of VIEWS) byID(`view-${each}`).hidden = each !== view;
    for (const tab of byID('tabs').children) {
      if (tab.dataset.view === view) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    if (!isFirst) this.filters.draw();
    try {
      const query = selectionQuery(state).toString();
      if (query !== this.#shownQuery) await this.#load(query, isFirst);
      if (view === 'map') this.map.resize();
      if (view === 'list') showList(byID('view-list'), this.#graph.nodes, (address) => this.openNode(address));
      const viewChanged = isFirst || !old || ['view', 'district', 'since', 'until', 'lang'].some((key) => state[key] !== old[key]);
      if (viewChanged || this.stale) await this.#table(view);
      this.stale = false;
      if (isFirst || !old || state.node !== old.node || state.edge !== old.edge || this.refresh) await this.#details();
      this.refresh = false;
    } catch (error) {
      if (error.name !== 'AbortError') this.#fail(error);
    }
  }

  async #table(view) {
    const actions = {
      period: () => this.#period(), openNode: (address) => this.openNode(address),
      openName: (type, name) => this.#openName(type, name), choose: (district) => this.store.change({ district, place: '' }),
    };
    if (view === 'districts') await showDistricts(byID('view-districts'), this.state.district, this.data, actions);
    if (view === 'matrix') {
      await showMatrix(byID('view-matrix'), this.data, {
        ...actions, choose: (district, address) => this.store.change({ view: '', district, place: '', node: address, edge: '' }),
      });
    }
  }

  async #load(query, isFirst) {
    const status = byID('status');
    status.classList.remove('is-problem');
    status.textContent = text('loading');
    const graph = await this.data.graph(new URLSearchParams(query));
    this.#shownQuery = query;
    this.#graph = graph;
    const camera = isFirst ? readCamera(this.state.camera) : null;
    this.map.show(graph, camera);
    this.map.focus(this.state.node, parseEdge(this.state.edge));
    const [nodes, edges] = [graph.nodes.length, graph.edges.length];
    status.textContent = edges < graph.joining ? text('shownPart', nodes, edges, graph.matching, graph.joining)
      : nodes < graph.matching ? text('shownOf', nodes, edges, graph.matching) : text('shown', nodes, edges);
    if (this.data.note) status.textContent += ` · ${this.data.note()}`;
    document.body.dataset.nodes = nodes;
  }

  async #details() {
    const { state, panel } = this;
    const edge = parseEdge(state.edge);
    const isOpen = Boolean(state.node || edge);
    const wasOpen = !panel.hidden;
    panel.hidden = !isOpen;
    document.body.classList.toggle('has-panel', isOpen);
    if (wasOpen !== isOpen) this.map.resize();
    this.map.focus(state.node, edge);
    if (edge) await this.evidence.show(...edge);
    else if (state.node) {
      const card = await this.data.node(state.node);
      if (this.state.node !== state.node) return;
      showCard(panel, card, this.data, {
        openNode: (address) => this.openNode(address), openEdge: (a, b) => this.openEdge(a, b), close: () => this.openNode(''),
        around: (address) => this.store.change({ around: address, hops: 1, view: '', district: '', place: '' }),
        district: (name) => this.store.change({ district: name, place: '' }),
        corrected: (outcome, fields) => this.#corrected(outcome, fields),
      });
    }
    if (isOpen) {
      panel.scrollTop = 0;
      if (document.activeElement !== this.map.canvas) panel.querySelector('#panel-title')?.focus({ preventScroll: true });
    }
    if (edge) panel.querySelector('.is-evidence')?.scrollIntoView({ block: 'center' });
  }

  openNode(address) {
    document.body.classList.remove('show-filters');
    this.store.change({ node: address, edge: '' });
  }

  openEdge(a, b) { this.store.change({ edge: formatEdge(a, b), node: '' }); }

  /** Opens what was searched for; where it is not on the map, with its neighbours. */
  found(address) {
    if (this.map.has(address)) {
      this.openNode(address);
      if (this.#view === 'map') this.map.reveal(address);
    } else {
      this.store.change({
        node: address, edge: '', around: address, hops: 1, district: '', place: '', type: [], relation: [], minWeight: 1,
      });
    }
  }

  async #openName(type, name) {
    try {
      const hits = await this.data.search(name);
      const hit = hits.find((each) => each.address.startsWith(`${type}:`) && each.matched === name) ?? hits[0];
      if (hit) this.openNode(hit.address);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #corrected(outcome, fields) {
    await this.#reload(survivor(fields));
    byID('status').textContent = text('corrected', outcome.documents);
  }

  async #undone(outcome) {
    await this.#reload(this.state.node);
    byID('status').textContent = text('undone', outcome.documents);
    if (!this.logIsOpen) return;
    await this.#log();
  }

  /** Reads everything again, for the store changed. */
  async #reload(node) {
    this.#shownQuery = null;
    this.stale = true;
    this.refresh = true;
    this.overview = await this.data.overview();
    this.filters.overview = this.overview;
    this.logIsOpen = this.state.node === '' && !this.panel.hidden;
    this.store.change({ node, edge: '' }, { replace: true });
    await this.#follow(false);
  }

  async #log() {
    this.store.change({ node: '', edge: '' }, { replace: true });
    this.map.focus('', null);
    this.panel.hidden = false;
    document.body.classList.add('has-panel');
    try {
      await showLog(this.panel, this.data, { undone: (outcome) => { this.logIsOpen = true; this.#undone(outcome); } });
      this.panel.prepend(iconButton('close', text('close'), () => { this.panel.hidden = true; document.body.classList.remove('has-panel'); this.map.resize(); }, { class: 'icon-button panel-close' }));
      this.panel.querySelector('.panel-close').focus();
    } catch (error) {
      this.#fail(error);
    }
    this.map.resize();
  }

  #moved(camera) {
    const value = camera ? [camera.scale.toFixed(3), camera.x.toFixed(0), camera.y.toFixed(0)].join(',') : '';
    if (value !== this.#camera) this.store.change({ camera: value }, { replace: true });
    this.#camera = value;
  }

  #switchLanguage() {
    const language = currentLanguage() === 'zh' ? 'en' : 'zh';
    remember('language', language);
    this.store.change({ lang: language });
    byID('language').focus();
  }

  #say(language) {
    setLanguage(language);
    translate(document);
    this.search.label(text('search'));
    this.map.label();
    this.#chrome();
    this.#shownQuery = null;
    this.refresh = true;
  }

  #theme(name) {
    this.theme = THEMES.includes(name) ? name : 'system';
    document.documentElement.dataset.theme = this.theme;
    remember('theme', this.theme);
  }

  #fail(error) {
    const status = byID('status');
    status.textContent = text('failed') + error.message;
    status.classList.add('is-problem');
  }

  #key(event) {
    if (event.key === 'Escape') {
      this.#toggleMenu(false);
      document.body.classList.remove('show-filters');
    }
    const isTyping = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key === '/' && !isTyping) {
      event.preventDefault();
      this.search.input.focus();
      this.search.input.select();
    }
  }
}

function readCamera(value) {
  const [scale, x, y] = value.split(',').map(Number);
  return scale > 0 && Number.isFinite(x) && Number.isFinite(y) ? { scale, x, y } : null;
}

// A page from a file, or one whose storage is shut, remembers nothing.
function remembered(key) {
  try { return localStorage.getItem(`guanxi-${key}`); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(`guanxi-${key}`, value); } catch { /* See above. */ }
}

const page = new Page();
page.start().catch((error) => { byID('status').textContent = text('failed') + error.message; });
