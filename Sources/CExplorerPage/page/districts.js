// Who works with a district: a table to sort, to read and to take away.

import { nameButton } from './card.js';
import { csv, download, element, fill, icon, shape } from './dom.js';
import { SortedTable } from './list.js';
import { formatAddress } from './state.js';
import { number, text } from './strings.js';

/** `actions`: openName(type, name), choose(district), fail(error), period(). */
export async function showDistricts(root, chosen, data, actions) {
  const period = actions.period();
  const rows = await data.districts(period);
  const name = rows.some((row) => row.name === chosen) ? chosen : rows[0]?.name ?? '';
  const content = element('div', { class: 'district-people' });
  fill(root, element('div', { class: 'district-view' },
    element('nav', { class: 'district-list', 'aria-label': text('districts') }, element('h2', {}, text('districts')),
      element('ul', {}, rows.map((row) => element('li', {}, element('button', {
        type: 'button', class: 'district-button', 'aria-current': row.name === name ? 'true' : null,
        onclick: () => actions.choose(row.name),
      }, element('span', { class: 'district-name' }, row.name),
      element('span', { class: 'district-counts' },
        count('person', row.persons), count('unit', row.units), count('programme', row.programmes))))))),
    content));
  if (!name) {
    fill(content, element('p', { class: 'hint' }, text('empty')));
    return;
  }
  const answer = await data.who(name, period);
  if (content.isConnected) showPeople(content, name, answer.rows, actions);
}

const count = (type, value) => element('span', { title: text(type) }, shape(type), number(value),
  element('span', { class: 'hidden-text' }, ` ${text(type)} `));

function showPeople(root, name, rows, actions) {
  const quote = (row) => {
    const [first] = row.evidence;
    if (!first) return '';
    return element('details', { class: 'quote' }, element('summary', { lang: 'zh' }, first.text),
      element('p', { class: 'quote-place' }, row.evidence.map((each) => each.doc).filter((doc, i, all) => all.indexOf(doc) === i).join('、')));
  };
  const table = new SortedTable({
    caption: text('worksHere', name), rows, key: 'weight',
    columns: [
      { key: 'name', label: text('name'), value: (row) => row.name,
        cell: (row) => nameButton(formatAddress({ type: row.type, name: row.name, anchor: '' }), () => actions.openName(row.type, row.name)) },
      { key: 'type', label: text('type'), value: (row) => text(row.type) },
      { key: 'roles', label: text('roles'), value: (row) => row.roles.join('、') },
      { key: 'units', label: text('units'), value: (row) => row.units.join('、') },
      { key: 'townships', label: text('townships'), value: (row) => row.townships.join('、') },
      { key: 'weight', label: text('weightColumn'), value: (row) => row.weight, isNumber: true },
      { key: 'evidence', label: text('evidence'), cell: quote, class: 'wide' },
    ],
  });
  const save = () => download(`${name}.csv`, csv([
    ['name', 'type', 'roles', 'units', 'townships', 'support', 'evidence', 'document', 'start', 'end'],
    ...table.sorted.map((row) => {
      const [first] = row.evidence;
      return [row.name, row.type, row.roles.join('|'), row.units.join('|'), row.townships.join('|'), row.weight, first?.text,
        first?.doc, first?.start, first?.end];
    })]), 'text/csv;charset=utf-8');
  fill(root, element('header', { class: 'view-head' }, element('h2', {}, text('worksHere', name)),
    element('span', { class: 'count' }, number(rows.length)),
    element('button', { type: 'button', class: 'button csv', onclick: save }, icon('save'), text('csv'))), table.root);
}
