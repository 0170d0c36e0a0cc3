// What a person with a screen reader, a keyboard or weak eyes would stumble over on the page, as a list of sentences.
// After WCAG 2.2 and WAI-ARIA 1.2: names, roles, references, structure, contrast.

const problems = [];
const ROLES = ['application', 'alert', 'combobox', 'group', 'listbox', 'none', 'option', 'region', 'status', 'tree', 'treeitem'];
const OWNERS = { option: 'listbox', treeitem: 'tree' };
const STATES = {
  combobox: ['aria-expanded', 'aria-controls'], option: ['aria-selected'], treeitem: ['aria-selected', 'aria-level'],
};

const isShown = (node) => {
  const style = getComputedStyle(node);
  if (style.visibility !== 'visible' || style.display === 'none') return false;
  return node.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
};
const describe = (node) => `<${node.tagName.toLowerCase()}${node.id ? ` id=${node.id}` : ''} class="${node.getAttribute('class') ?? ''}">`
  + ` '${(node.textContent ?? '').trim().slice(0, 20)}'`;
const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

function nameOf(node) {
  const reference = node.getAttribute('aria-labelledby');
  if (reference) return reference.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  const label = node.getAttribute('aria-label')?.trim();
  if (label) return label;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName)) {
    return [...(node.labels ?? [])].map((each) => each.textContent).join(' ').trim() || node.getAttribute('title') || '';
  }
  return (node.textContent ?? '').trim() || node.getAttribute('title') || '';
}

// Names.
for (const node of all('button, a[href], input, select, textarea, summary, canvas, [role=application], [role=option],'
  + ' [role=treeitem], [role=tree], [role=listbox], [role=region], [role=group]:not(ul), nav, aside, section.view')) {
  if (!nameOf(node)) problems.push(`${describe(node)} has no name`);
}

// Roles, their states, their places.
for (const node of all('[role]')) {
  const role = node.getAttribute('role');
  if (!ROLES.includes(role)) problems.push(`${describe(node)} has the role ${role}, which is not among those known here`);
  if (OWNERS[role] && !node.closest(`[role=${OWNERS[role]}]`)) problems.push(`${describe(node)} is in no ${OWNERS[role]}`);
  for (const state of STATES[role] ?? []) {
    if (!node.hasAttribute(state) && node.getAttribute('aria-disabled') !== 'true') problems.push(`${describe(node)} lacks ${state}`);
  }
}

// References.
const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => problems.push(`the id ${id} is given twice`));
for (const attribute of ['aria-controls', 'aria-labelledby', 'aria-describedby', 'aria-activedescendant', 'for']) {
  for (const node of all(`[${attribute}]`)) {
    for (const id of node.getAttribute(attribute).split(/\s+/)) {
      if (!document.getElementById(id)) problems.push(`${describe(node)} refers to ${id}, which is not there`);
    }
  }
}

// Structure.
if (!document.documentElement.lang) problems.push('the page names no language');
if (!document.title) problems.push('the page has no title');
if (all('main').length !== 1) problems.push(`the page has ${all('main').length} main parts`);
if (all('h1').length !== 1) problems.push(`the page has ${all('h1').length} headings of the first level`);
let level = 0;
for (const heading of all('h1, h2, h3, h4')) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) problems.push(`${describe(heading)} skips a level after ${level}`);
  level = own;
}
for (const node of all('[tabindex]')) if (node.tabIndex > 0) problems.push(`${describe(node)} takes itself before the others`);
for (const node of all('button, a[href]')) {
  if (node.querySelector('button, a[href], input, select')) problems.push(`${describe(node)} holds another control`);
}
for (const table of all('table')) {
  if (!table.caption) problems.push('a table has no caption');
  if ([...table.querySelectorAll('th')].some((cell) => !cell.scope)) problems.push('a heading of a table says not what it heads');
}
for (const tree of all('[role=tree]')) {
  const stops = [...tree.querySelectorAll('[role=treeitem]')].filter((item) => item.tabIndex === 0).length;
  if (stops !== 1 && tree.children.length > 0) problems.push(`a tree has ${stops} places for the Tab key`);
}
for (const node of all('[onclick]')) problems.push(`${describe(node)} has its script in the markup`);

// Size of what is pressed: WCAG 2.5.8, or as much room around it.
for (const node of all('button, select, input:not([type=checkbox])')) {
  const box = node.getBoundingClientRect();
  if (box.width > 0 && (box.height < 20 || box.width < 16)) problems.push(`${describe(node)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
}

// Contrast: 1.4.3. Colours are painted, so that whatever notation gives numbers.
const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
function rgba(colour) {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}
const over = (top, ground) => [0, 1, 2].map((i) => top[i] * top[3] + ground[i] * (1 - top[3]));
function groundOf(node) {
  const layers = [];
  for (let each = node; each; each = each.parentElement) {
    const style = getComputedStyle(each);
    const image = style.backgroundImage.match(/linear-gradient\(((?:rgb|oklab|color)[^)]*\))/);
    if (image) layers.push(rgba(image[1]));
    const colour = rgba(style.backgroundColor);
    if (colour[3] > 0) layers.push(colour);
    if (layers.at(-1)?.[3] === 1) break;
  }
  return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
}
function luminance([r, g, b]) {
  const [x, y, z] = [r, g, b].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
let texts = 0;
for (const node of all('body *')) {
  const words = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (words.length === 0 || node.closest('.hidden-text, .skip, noscript, svg, script, style') || node.closest(':disabled')) continue;
  const style = getComputedStyle(node);
  const ground = groundOf(node);
  const ratio = contrast(over(rgba(style.color), ground), ground);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  texts += 1;
  if (ratio < (isLarge ? 3 : 4.5)) problems.push(`${describe(node)} has a contrast of ${ratio.toFixed(2)}`);
}
for (const shape of all('svg.shape')) {
  const ratio = contrast(over(rgba(getComputedStyle(shape).fill), groundOf(shape)), groundOf(shape));
  if (ratio < 3) problems.push(`the sign ${shape.getAttribute('class')} has a contrast of ${ratio.toFixed(2)}`);
}

return { problems: [...new Set(problems)], texts };
