// What a person knows better: written to the log of the store, and taken back from it.

import { element, fill, shape } from './dom.js';
import { SearchField } from './search.js';
import { formatAddress, parseAddress } from './state.js';
import { text } from './strings.js';

const TYPES = ['person', 'unit', 'place', 'programme'];

/** The part of a card that corrects it. `actions.corrected(outcome, fields)` is told of what was done. */
export function correctionForm(card, data, actions) {
  const { type, name, anchor } = parseAddress(card.address);
  const problem = element('p', { class: 'problem', role: 'alert' });
  const token = element('input', { type: 'password', id: 'token', autocomplete: 'off', value: data.token ?? '' });
  const run = async (fields) => {
    problem.textContent = '';
    data.token = token.value.trim();
    try {
      actions.corrected(await data.correct(fields), fields);
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const newName = element('input', { type: 'text', id: 'new-name', value: name });
  let target = '';
  const merge = element('button', { type: 'submit', class: 'button', disabled: true, id: 'merge' }, text('merge'));
  const field = new SearchField({
    data, label: text('target'),
    choose: (address) => {
      target = address;
      merge.disabled = address === card.address;
    },
  });
  field.input.id = 'merge-target';
  const types = element('select', { id: 'new-type' }, TYPES.map((each) =>
    element('option', { value: each, selected: each === type }, text(each))));
  const form = (submit, ...content) => element('form', {
    class: 'correction', onsubmit: (event) => { event.preventDefault(); submit(); },
  }, content);
  return element('details', { class: 'corrections' }, element('summary', {}, text('correct')),
    !data.token && element('label', { class: 'token' }, element('span', { class: 'label' }, text('token')), token,
      element('span', { class: 'hint' }, text('tokenHint'))),
    form(() => run(['merge', card.address, target]), element('span', { class: 'label' }, text('merge')), field.root, merge),
    form(() => run(['rename', card.address, formatAddress({ type, name: newName.value.trim(), anchor })]),
      element('label', { for: 'new-name', class: 'label' }, text('newName')), newName,
      element('button', { type: 'submit', class: 'button', id: 'rename' }, text('rename'))),
    form(() => run(['retype', card.address, types.value]),
      element('label', { for: 'new-type', class: 'label' }, text('type')), types,
      element('button', { type: 'submit', class: 'button', id: 'retype' }, text('retype'))),
    form(() => run(['hide', card.address]),
      element('button', { type: 'submit', class: 'button danger', id: 'hide' }, text('hide'))),
    problem);
}

/** The address of what a correction leaves; nothing where it hides. */
export function survivor(fields) {
  const [verb, subject, second] = fields;
  if (verb === 'merge' || verb === 'rename') return second;
  if (verb === 'retype') return formatAddress({ ...parseAddress(subject), type: second });
  return verb === 'hide' ? '' : subject;
}

/** Shows the corrections in force, the latest first, each with a way back. */
export async function showLog(panel, data, actions) {
  const entries = await data.corrections();
  const problem = element('p', { class: 'problem', role: 'alert' });
  const undo = async (line) => {
    try {
      actions.undone(await data.undo(line));
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  fill(panel, element('h2', { id: 'log-title' }, text('correctionLog')), entries.length === 0
    ? element('p', { class: 'hint' }, text('noCorrections'))
    : element('ul', { class: 'rows' }, entries.toReversed().map((entry) => element('li', {},
      element('span', { class: 'tie-kind' }, text(entry.fields[0])),
      element('span', { class: 'log-names' }, entry.fields.slice(1).map((each) => {
        const { type, name } = parseAddress(each);
        return TYPES.includes(type) ? element('span', { class: 'log-name' }, shape(type), name) : each;
      })),
      element('button', { type: 'button', class: 'link undo', onclick: () => undo(entry.line) }, text('undo'))))), problem);
}
