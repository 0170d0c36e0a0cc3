// Elements are made here and nowhere else: text goes in as text, never as markup.

/**
 * An element with attributes, listeners (`onclick`) and children; what is null or false is left out.
 *
 *     element('button', { class: 'link', onclick: open }, name)
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'disabled') node[key] = value;
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts these children in place of what is there. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

const SHAPES = {
  person: 'M8 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6z',
  unit: 'M3.4 3h9.2v10H3.4z',
  place: 'M8 1.6 14.4 8 8 14.4 1.6 8z',
  programme: 'M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9z',
};

const ICONS = {
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9zM10.4 10.4 14 14',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  save: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13h10',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  quote: 'M3 4.5h10M3 8h10M3 11.5h6',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  next: 'M6 3l5 5-5 5',
  previous: 'M10 3 5 8l5 5',
  around: 'M8 6.2a1.8 1.8 0 1 1 0 3.6a1.8 1.8 0 1 1 0-3.6zM8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z',
};

function drawing(path, attributes) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** The sign of a type of node, as on the map. */
export const shape = (type) => drawing(SHAPES[type] ?? SHAPES.person, { class: `shape ${type}` });

/** A line drawing that says what a button does. */
export const icon = (name) => drawing(ICONS[name], { class: 'icon' });

/** An icon button with a name for those who do not see it. */
export const iconButton = (name, label, onclick, attributes = {}) =>
  element('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...attributes },
    icon(name));

/** Saves bytes or text as a file. */
export function download(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A table as CSV with a mark for Excel that it is UTF-8; no cell begins a formula. */
export function csv(rows) {
  const cell = (value) => {
    let text = String(value ?? '');
    if (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
