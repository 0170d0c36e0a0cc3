// The sentences a tie rests on, in their articles, the words marked.

import { nameButton } from './card.js';
import { element, fill, iconButton } from './dom.js';
import { parseAddress } from './state.js';
import { text } from './strings.js';

export class Evidence {
  #asked = 0;

  /** `actions`: openNode, back, close, fail; `period()` gives the days that are looked at. */
  constructor(panel, data, actions) {
    this.panel = panel;
    this.data = data;
    this.actions = actions;
  }

  async show(a, b) {
    this.#asked += 1;
    const asked = this.#asked;
    Object.assign(this, { a, b, passages: [], total: 0, place: 0 });
    await this.#more();
    if (asked === this.#asked) this.draw();
  }

  async #more() {
    const page = await this.data.evidence(this.a, this.b, this.passages.length, this.actions.period());
    this.passages.push(...page.passages);
    this.total = page.total;
  }

  async go(step) {
    const place = this.place + step;
    if (place < 0 || place >= this.total) return;
    try {
      if (place >= this.passages.length) await this.#more();
    } catch (error) {
      this.actions.fail(error);
      return;
    }
    this.place = place;
    this.draw(step > 0 ? '.next' : '.previous');
  }

  /** @param focused selector of the button that keeps the focus */
  draw(focused) {
    const { panel, a, b, passages, total, place } = this;
    const passage = passages[place];
    fill(panel,
      element('header', { class: 'panel-head is-fixed' },
        element('p', { class: 'kicker' }, text('evidence')),
        iconButton('close', text('close'), this.actions.close, { class: 'icon-button panel-close' }),
        element('h2', { id: 'panel-title', tabindex: '-1', class: 'pair-title' },
          parseAddress(a).name, element('span', { class: 'pair-dash', 'aria-hidden': 'true' }, ' — '),
          element('span', { class: 'hidden-text' }, ' '), parseAddress(b).name)),
      passage ? this.#article(passage) : element('p', { class: 'hint' }, text('nothing')),
      element('footer', { class: 'pager' },
        iconButton('previous', text('previous'), () => this.go(-1), { class: 'icon-button previous', disabled: place === 0 }),
        element('span', { class: 'pager-place', 'aria-live': 'polite' }, text('passage', total === 0 ? 0 : place + 1, total)),
        iconButton('next', text('next'), () => this.go(1), { class: 'icon-button next', disabled: place + 1 >= total }),
        element('span', { class: 'pager-links' }, nameButton(a, this.actions.openNode), nameButton(b, this.actions.openNode))));
    panel.querySelector('.sentence.is-evidence')?.scrollIntoView({ block: 'center' });
    if (focused) panel.querySelector(focused)?.focus();
  }

  #article(passage) {
    const [source, target] = [parseAddress(passage.source).name, parseAddress(passage.target).name];
    return element('article', { class: 'passage' },
      element('p', { class: 'tie-line' },
        element('mark', { class: 'source' }, source), ' ',
        element('strong', {}, text(passage.tie)), passage.role ? `（${passage.role}）` : '', ' ',
        element('mark', { class: 'target' }, target),
        passage.inferred && element('span', { class: 'tag' }, text('byInference'))),
      element('h3', { class: 'article-title', lang: 'zh' }, passage.title || text('caption')),
      element('p', { class: 'article-place' }, [passage.document, passage.date].filter(Boolean).join(' · ')),
      element('div', { class: 'article-text', lang: 'zh', tabindex: '0', role: 'region', 'aria-label': text('evidence') },
        passage.sentences.map((sentence) => element('span', { class: `sentence${sentence.evidence ? ' is-evidence' : ''}` },
          sentence.parts.map((part) => (part.names ? element('mark', { class: part.names }, part.text) : part.text))))));
  }
}
