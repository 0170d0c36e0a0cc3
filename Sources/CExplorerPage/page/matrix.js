// Districts × programmes: how many pages tie which to which.

import { nameButton } from './card.js';
import { csv, download, element, fill, icon } from './dom.js';
import { parseAddress } from './state.js';
import { text } from './strings.js';

/** `actions`: openNode(address), choose(district, address), period(). */
export async function showMatrix(root, data, actions) {
  const matrix = await data.matrix(actions.period());
  const most = Math.max(7, ...matrix.programmes.flatMap((row) => row.documents));
  const heat = (count) => Math.ceil((5 * Math.log2(1 + count)) / Math.log2(1 + most));
  const save = () => download('matrix.csv', csv([
    ['programme', ...matrix.districts],
    ...matrix.programmes.map((row) => [parseAddress(row.address).name, ...row.documents])]), 'text/csv;charset=utf-8');
  const cell = (row, count, place) => element('td', { class: `cell heat-${count > 0 ? heat(count) : 0}` },
    count > 0 && element('button', {
      type: 'button', title: `${parseAddress(row.address).name} × ${matrix.districts[place]}`,
      'aria-label': `${parseAddress(row.address).name} × ${matrix.districts[place]}: ${count}`,
      onclick: () => actions.choose(matrix.districts[place], row.address),
    }, count));
  fill(root,
    element('header', { class: 'view-head' }, element('h2', {}, text('matrixTitle')),
      element('p', { class: 'hint' }, text('matrixNote', matrix.programmes.length, matrix.total)),
      element('button', { type: 'button', class: 'button csv', onclick: save }, icon('save'), text('csv'))),
    element('div', { class: 'table-scroll matrix-scroll', tabindex: '0', role: 'region', 'aria-label': text('matrixTitle') },
      element('table', { class: 'matrix' },
        element('caption', { class: 'hidden-text' }, text('matrixTitle')),
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, text('programme')),
          matrix.districts.map((name) => element('th', { scope: 'col', class: 'upright' }, element('span', {}, name))))),
        element('tbody', {}, matrix.programmes.map((row) => element('tr', {},
          element('th', { scope: 'row' }, nameButton(row.address, actions.openNode)),
          row.documents.map((count, place) => cell(row, count, place))))))));
}
