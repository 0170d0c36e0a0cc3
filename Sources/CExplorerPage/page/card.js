// What is known of one entity, beside the map.

import { correctionForm } from './corrections.js';
import { element, fill, icon, iconButton, shape } from './dom.js';
import { KINDS } from './filters.js';
import { parseAddress } from './state.js';
import { number, text } from './strings.js';

const ROWS = 8;

/** A name that opens its card. */
export const nameButton = (address, open) => {
  const { type, name } = parseAddress(address);
  return element('button', { type: 'button', class: 'name-button', onclick: () => open(address) },
    shape(type), element('span', {}, name));
};

/** Fills the panel with the card of an entity. `actions`: openNode, openEdge, around, district, close, corrected. */
export function showCard(panel, card, data, actions) {
  const { type, name, anchor } = parseAddress(card.address);
  const facts = [
    ['documents', number(card.documents)], ['mentions', number(card.mentions)],
    ['issued', [card.firstDate, card.lastDate].filter((day, place, all) => day && all.indexOf(day) === place).join(' – ')],
    ['level', card.level ? text(card.level) : ''], ['code', card.code], ['parent', card.parent],
  ].filter(([, value]) => value);
  fill(panel,
    element('header', { class: 'panel-head' },
      element('p', { class: `kicker ${type}` }, shape(type), text(type), !/^\d*$/.test(anchor) && ` · ${anchor}`),
      iconButton('close', text('close'), actions.close, { class: 'icon-button panel-close' }),
      element('h2', { id: 'panel-title', tabindex: '-1' }, name),
      card.inferred && element('p', { class: 'hint' }, text('inferred')),
      element('div', { class: 'button-row' }, element('button', {
        type: 'button', class: 'button', onclick: () => actions.around(card.address),
      }, icon('around'), text('aroundThis')))),
    element('dl', { class: 'facts' }, facts.map(([key, value]) =>
      element('div', {}, element('dt', {}, text(key)), element('dd', {}, value)))),
    chips('aliases', card.aliases), chips('roles', card.roles), chips('districts', card.districts, actions.district),
    chips('townships', card.townships),
    section('tiesOf', card.tieCount, ties(card, actions), card.ties.length),
    section('together', null, card.together.map((row) => element('li', {}, nameButton(row.other, actions.openNode),
      element('span', { class: 'row-end' }, element('span', { class: 'count' }, text('times', row.windows)),
        evidenceButton(card.address, row.other, actions))))),
    section('latest', null, card.latest.map((page) => element('li', { class: 'page-row' }, element('span', {}, page.name),
      element('span', { class: 'count' }, [page.date, text('times', page.mentions)].filter(Boolean).join(' · '))))),
    data.canCorrect && correctionForm(card, data, actions));
}

function chips(key, values, action) {
  if (values.length === 0) return null;
  return element('div', { class: 'chips' }, element('h3', {}, text(key)), element('ul', {}, values.slice(0, 24).map((value) =>
    element('li', {}, action
      ? element('button', { type: 'button', class: 'chip', onclick: () => action(value) }, value)
      : element('span', { class: 'chip' }, value)))));
}

const evidenceButton = (a, b, actions) => iconButton('quote', text('evidenceOf', parseAddress(a).name, parseAddress(b).name),
  () => actions.openEdge(a, b), { class: 'icon-button evidence-button' });

const ties = (card, actions) => card.ties.toSorted((a, b) =>
  b.documents - a.documents || KINDS.indexOf(a.relation) - KINDS.indexOf(b.relation)).map((tie) => element('li', {},
  element('span', { class: 'tie-kind' }, tie.reversed ? '← ' : '', text(tie.relation)),
  nameButton(tie.other, actions.openNode),
  element('span', { class: 'row-end' }, tie.role && element('span', { class: 'role' }, tie.role),
    tie.documents > 1 && element('span', { class: 'count' }, text('times', tie.documents)),
    evidenceButton(card.address, tie.other, actions))));

/** A list under a heading: the first rows, the rest on request. */
function section(key, count, rows, listed) {
  if (rows.length === 0) return null;
  const list = element('ul', { class: 'rows' }, rows.slice(0, ROWS));
  const rest = rows.slice(ROWS);
  const more = rest.length > 0 && element('button', {
    type: 'button', class: 'link', onclick: (event) => { list.append(...rest); event.target.remove(); },
  }, text('more', rest.length));
  return element('section', { class: 'card-section' },
    element('h3', {}, text(key), count ? element('span', { class: 'count' }, number(count)) : null), list, more,
    listed < count && element('p', { class: 'hint' }, text('listed', listed, count)));
}
