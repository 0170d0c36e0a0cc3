// The nodes of the map as a table: the same for those who do not see a map.

import { nameButton } from './card.js';
import { element, fill } from './dom.js';
import { number, text } from './strings.js';

const STEP = 200;

/** A table whose columns sort: `columns` of `{ key, label, value(row), cell(row), isNumber }`. */
export class SortedTable {
  constructor({ caption, columns, rows, key, step = STEP }) {
    Object.assign(this, { columns, rows, key, step, shown: step });
    this.descending = columns.find((column) => column.key === key)?.isNumber ?? false;
    this.head = element('tr');
    this.body = element('tbody');
    this.more = element('button', { type: 'button', class: 'button more', onclick: () => this.#grow() }, text('showMore'));
    this.root = element('div', { class: 'table-box' },
      element('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
        element('table', {}, element('caption', { class: 'hidden-text' }, caption), element('thead', {}, this.head), this.body),
        this.more));
    this.draw();
  }

  draw() {
    fill(this.head, this.columns.map((column) => element('th', {
      scope: 'col', class: column.isNumber ? 'number' : null,
      'aria-sort': column.key !== this.key ? 'none' : this.descending ? 'descending' : 'ascending',
    }, column.value ? element('button', { type: 'button', class: 'sort', onclick: () => this.#sort(column) }, column.label)
      : column.label)));
    const column = this.columns.find((each) => each.key === this.key);
    const sign = this.descending ? -1 : 1;
    this.sorted = column ? [...this.rows].sort((a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      return sign * (typeof x === 'number' ? x - y : String(x).localeCompare(String(y), 'zh'));
    }) : this.rows;
    this.#fill();
  }

  #fill() {
    fill(this.body, this.sorted.slice(0, this.shown).map((row) => element('tr', {}, this.columns.map((column, place) =>
      element(place === 0 ? 'th' : 'td', { scope: place === 0 ? 'row' : null, class: column.isNumber ? 'number' : column.class },
        column.cell ? column.cell(row) : column.isNumber ? number(column.value(row)) : column.value(row))))));
    this.more.hidden = this.shown >= this.sorted.length;
  }

  #grow() {
    this.shown += this.step;
    this.#fill();
  }

  #sort(column) {
    this.descending = this.key === column.key ? !this.descending : Boolean(column.isNumber);
    this.key = column.key;
    this.draw();
    [...this.head.children][this.columns.indexOf(column)].querySelector('button').focus();
  }
}

/** The nodes shown, as a table. */
export function showList(root, nodes, openNode) {
  const table = new SortedTable({
    caption: text('list'), rows: nodes, key: 'degree',
    columns: [
      { key: 'name', label: text('name'), value: (node) => node.name, cell: (node) => nameButton(node.address, openNode) },
      { key: 'type', label: text('type'), value: (node) => text(node.type) },
      { key: 'degree', label: text('degree'), value: (node) => node.degree, isNumber: true },
      { key: 'documents', label: text('documents'), value: (node) => node.documents, isNumber: true },
    ],
  });
  fill(root, element('header', { class: 'view-head' }, element('h2', {}, text('list'))), table.root);
}
