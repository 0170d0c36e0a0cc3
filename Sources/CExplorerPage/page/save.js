// Saves what is shown.

import { download } from './dom.js';
import { selectionQuery } from './state.js';

/** Formats, and what makes them. */
export const FORMATS = [
  ['png', 'PNG'], ['svg', 'SVG'], ['graphml', 'GraphML'], ['dot', 'DOT'], ['gexf', 'GEXF'], ['json', 'JSON'],
];

/** Which of them a source of data can give. */
export const formats = (data) => FORMATS.filter(([format]) => data.formats?.includes(format) ?? true);

export async function save(format, map, state, data) {
  if (format === 'png') download('guanxi.png', await map.png());
  else if (format === 'svg') download('guanxi.svg', map.svg(), 'image/svg+xml');
  else download(`guanxi.${format}`, await data.export(format, selectionQuery(state), map.scene));
}
