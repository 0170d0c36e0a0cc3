// Answers from the server that sent the page.

export class ServerData {
  canCorrect = true;
  #token = null;
  #graphRequest = null;

  constructor(token) {
    if (token) this.token = token;
  }

  get token() {
    if (this.#token) return this.#token;
    try { return sessionStorage.getItem('guanxi-token'); } catch { return null; }
  }

  set token(token) {
    this.#token = token;
    try { sessionStorage.setItem('guanxi-token', token); } catch { /* Kept as long as the page. */ }
  }

  overview() { return this.#get('/api/overview'); }
  search(text) { return this.#get(`/api/search?${new URLSearchParams({ q: text, limit: 12 })}`); }
  node(address) { return this.#get(`/api/node?${new URLSearchParams({ address })}`); }
  places(inside) { return this.#get(`/api/places${inside ? `?${new URLSearchParams({ inside })}` : ''}`); }
  districts(period) { return this.#get(`/api/districts?${period}`); }
  matrix(period) { return this.#get(`/api/matrix?${period}`); }
  corrections() { return this.#get('/api/corrections'); }

  /** The nodes and edges of a selection; a request that is out of date is given up. */
  async graph(query) {
    this.#graphRequest?.abort();
    this.#graphRequest = new AbortController();
    return this.#get(`/api/graph?${query}`, this.#graphRequest.signal);
  }

  evidence(a, b, offset, period) {
    const query = new URLSearchParams({ a, b, offset, limit: 10 });
    for (const [key, value] of period) query.set(key, value);
    return this.#get(`/api/evidence?${query}`);
  }

  async who(name, period) {
    const query = new URLSearchParams({ name, limit: 300 });
    for (const [key, value] of period) query.set(key, value);
    const answers = await this.#get(`/api/who?${query}`);
    return answers.find((answer) => answer.subject.type === 'place') ?? answers[0];
  }

  /** A file of what is shown, as a blob. */
  async export(format, query) {
    query.set('format', format);
    const response = await fetch(`/api/export?${query}`);
    if (!response.ok) throw new Error((await response.json()).error);
    return response.blob();
  }

  correct(fields) { return this.#post('/api/corrections', { fields }); }
  undo(line) { return this.#post('/api/corrections/undo', { line }); }

  async #get(path, signal) {
    const response = await fetch(path, { signal });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error ?? response.statusText);
    return answer;
  }

  async #post(path, body) {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Guanxi-Token': this.token ?? '' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error ?? response.statusText);
    return answer;
  }
}
