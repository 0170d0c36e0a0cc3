// The search field: suggestions as one types, by name, part or pinyin initials. Also used to choose an entity elsewhere.

import { element, fill, icon, shape } from './dom.js';
import { parseAddress } from './state.js';
import { text } from './strings.js';

let count = 0;

/** A combobox that suggests entities and calls `choose(address)`. */
export class SearchField {
  #timer = 0;
  #asked = 0;
  #hits = [];
  #active = -1;

  /** @param options `{ data, choose, label, isMain }` */
  constructor({ data, choose, label, isMain = false, type = null }) {
    this.data = data;
    this.choose = choose;
    this.type = type;
    count += 1;
    const id = `search-${count}`;
    this.list = element('ul', { class: 'suggestions', id: `${id}-list`, role: 'listbox', hidden: true });
    this.input = element('input', {
      type: 'text', role: 'combobox', id: isMain ? 'search-input' : id, autocomplete: 'off', spellcheck: 'false',
      'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': `${id}-list`,
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onblur: () => this.#close(),
      onfocus: () => { if (this.input.value) this.#typed(); },
    });
    this.root = element('div', { class: 'search-field' }, icon('search'), this.input,
      isMain && element('kbd', { 'aria-hidden': 'true' }, '/'), this.list);
    this.label(label);
  }

  label(label) {
    this.input.setAttribute('aria-label', label);
    this.input.setAttribute('placeholder', label);
    this.list.setAttribute('aria-label', label);
    this.input.title = text('searchHint');
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 90);
  }

  async #ask() {
    const wanted = this.input.value.trim();
    this.#asked += 1;
    const asked = this.#asked;
    if (!wanted) {
      this.#close();
      return;
    }
    let hits;
    try { hits = await this.data.search(wanted); } catch { hits = []; }
    if (asked !== this.#asked || document.activeElement !== this.input) return;
    this.#hits = this.type ? hits.filter((hit) => parseAddress(hit.address).type === this.type) : hits;
    this.#active = this.#hits.length > 0 ? 0 : -1;
    this.#show();
  }

  #show() {
    fill(this.list, this.#hits.map((hit, place) => {
      const { type, name, anchor } = parseAddress(hit.address);
      return element('li', {
        role: 'option', id: `${this.list.id}-${place}`, 'aria-selected': String(place === this.#active),
        // Before the field loses the focus.
        onpointerdown: (event) => { event.preventDefault(); this.#take(place); },
      }, shape(type), element('span', { class: 'hit-name' }, name),
      hit.matched !== name && element('span', { class: 'hit-match' }, hit.matched),
      element('span', { class: 'hit-anchor' }, /^\d+$/.test(anchor) ? text(type) : anchor || text(type)));
    }));
    if (this.#hits.length === 0) fill(this.list, element('li', { class: 'empty', role: 'option', 'aria-disabled': 'true' }, text('nothing')));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((item, place) => {
      item.setAttribute('aria-selected', String(place === this.#active));
      if (place === this.#active) item.scrollIntoView({ block: 'nearest' });
    });
    if (this.#active >= 0) this.input.setAttribute('aria-activedescendant', `${this.list.id}-${this.#active}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #key(event) {
    const { key } = event;
    if (key === 'Escape') {
      this.#close();
      return;
    }
    if (this.list.hidden || this.#hits.length === 0) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.#active = (this.#active + (key === 'ArrowDown' ? 1 : -1) + this.#hits.length) % this.#hits.length;
      this.#mark();
    } else if (key === 'Enter' && this.#active >= 0 && !event.isComposing) {
      this.#take(this.#active);
    } else {
      return;
    }
    event.preventDefault();
  }

  #take(place) {
    const hit = this.#hits[place];
    if (!hit) return;
    this.input.value = parseAddress(hit.address).name;
    this.#close();
    this.choose(hit.address);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
