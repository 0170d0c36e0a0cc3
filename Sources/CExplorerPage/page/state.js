// What is looked at, kept in the address so that it can be sent to somebody else.

const LISTS = ['type', 'relation'];
const TEXTS = ['view', 'district', 'place', 'since', 'until', 'around', 'node', 'edge', 'lang', 'camera'];
const NUMBERS = { minWeight: 1, hops: 1, top: 600 };

/** Names of what selects a part of the graph, as the API calls them. */
export const SELECTION = ['district', 'place', 'type', 'relation', 'minWeight', 'since', 'until', 'around', 'hops', 'top'];

function empty() {
  const state = { ...NUMBERS };
  for (const key of TEXTS) state[key] = '';
  for (const key of LISTS) state[key] = [];
  return state;
}

/** Reads `#district=…&type=unit`; the token is taken out and given apart. */
export function readState(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const state = empty();
  for (const key of TEXTS) state[key] = parameters.get(key) ?? '';
  for (const key of LISTS) state[key] = parameters.getAll(key);
  for (const [key, fallback] of Object.entries(NUMBERS)) {
    const value = Number(parameters.get(key));
    state[key] = Number.isInteger(value) && value > 0 ? value : fallback;
  }
  return { state, token: parameters.get('token') };
}

/** The address of a state; what is as usual is left out. */
export function writeState(state) {
  const parameters = new URLSearchParams();
  for (const key of TEXTS) if (state[key]) parameters.set(key, state[key]);
  for (const key of LISTS) for (const value of state[key]) parameters.append(key, value);
  for (const [key, fallback] of Object.entries(NUMBERS)) if (state[key] !== fallback) parameters.set(key, state[key]);
  const text = parameters.toString();
  return text ? `#${text}` : '#';
}

/** The part of a state that selects nodes and edges, as a query. */
export function selectionQuery(state) {
  const query = new URLSearchParams();
  for (const key of SELECTION) {
    const value = state[key];
    if (Array.isArray(value)) for (const each of value) query.append(key, each);
    else if (key === 'hops') { if (state.around) query.set(key, value); }
    else if (value && value !== NUMBERS[key]) query.set(key, value);
    else if (key === 'top') query.set(key, value);
  }
  return query;
}

/**
 * The state of the page, and who wants to know of changes.
 *
 * `change` with `{ replace: true }` leaves no step in the history: for what moves all the time, such as the camera.
 */
export class Store {
  #listeners = [];

  constructor() {
    const { state, token } = readState(location.hash);
    this.state = state;
    this.token = token;
    if (token) history.replaceState(null, '', writeState(state));
    addEventListener('hashchange', () => {
      const old = this.state;
      const { state, token } = readState(location.hash);
      this.state = state;
      if (token) {
        this.token = token;
        history.replaceState(null, '', writeState(state));
      }
      this.#tell(old);
    });
    addEventListener('popstate', () => {
      const old = this.state;
      this.state = readState(location.hash).state;
      this.#tell(old);
    });
  }

  listen(listener) { this.#listeners.push(listener); }

  change(changes, { replace = false } = {}) {
    const old = this.state;
    this.state = { ...old, ...changes };
    const address = writeState(this.state);
    if (address !== writeState(old)) {
      if (replace) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    }
    if (!replace) this.#tell(old);
  }

  #tell(old) {
    if (writeState(old) === writeState(this.state)) return;
    for (const listener of this.#listeners) listener(this.state, old);
  }
}

/** The parts of `person:周启山@金乡县委组织部`. */
export function parseAddress(address) {
  const colon = address.indexOf(':');
  const parts = [''];
  let escaped = false;
  for (const character of address.slice(colon + 1)) {
    if (!escaped && character === '\\') escaped = true;
    else if (!escaped && character === '@') parts.push('');
    else {
      parts[parts.length - 1] += character;
      escaped = false;
    }
  }
  return { type: address.slice(0, colon), name: parts[0], anchor: parts[1] ?? '' };
}

const escapePart = (text) => text.replace(/[\\@]/g, '\\$&');

/** The other way. */
export const formatAddress = ({ type, name, anchor }) =>
  `${type}:${escapePart(name)}${anchor ? `@${escapePart(anchor)}` : ''}`;

/** Two addresses as one text. */
export const formatEdge = (a, b) => JSON.stringify([a, b]);

/** The other way; nil for what is none. */
export function parseEdge(text) {
  try {
    const pair = JSON.parse(text);
    return Array.isArray(pair) && pair.length === 2 && pair.every((each) => typeof each === 'string') ? pair : null;
  } catch {
    return null;
  }
}
