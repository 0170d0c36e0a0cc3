#!/usr/bin/env python3
"""score.py GOLD_DIR PAGES_DIR EXTRACT.jsonl [--json] [--errors N]

Scores what `guanxi extract` printed (one JSON object a document) against the annotations. Standard library only.
A second, independent scorer, which the tests compare `ExtractionEvaluation` with.

Four questions, each with precision, recall and F1:
  entities    which entities does the page name (by type)?  an entity counts as found when the
              system has one of the same type under any of its gold names; a second system entity
              for the same gold entity is a false positive (an entity split in two)
  mentions    at which exact code-point span (by type)?  only outermost gold spans are required;
              nested and optional gold spans count neither way
  relations   which (source, relation, target) triples?  by relation; `role` accuracy beside it
  works_with  which district (county level) and which township does each person and unit work with?
and one more: articles, how many article starts are found (within 2 lines of text).
"""
import json, sys, re, os, argparse
from collections import defaultdict, Counter

QUOTES = str.maketrans('', '', ' \t\r\n\u3000“”"‘’\'《》「」『』〈〉')
def norm(s): return s.translate(QUOTES)

class PRF:
    def __init__(s): s.tp = s.fp = s.fn = 0
    def add(s, o): s.tp += o.tp; s.fp += o.fp; s.fn += o.fn; return s
    @property
    def p(s): return s.tp / (s.tp + s.fp) if s.tp + s.fp else 0.0
    @property
    def r(s): return s.tp / (s.tp + s.fn) if s.tp + s.fn else 0.0
    @property
    def f(s): return 2 * s.p * s.r / (s.p + s.r) if s.p + s.r else 0.0
    def row(s): return dict(precision=round(s.p, 4), recall=round(s.r, 4), f1=round(s.f, 4), tp=s.tp, fp=s.fp, fn=s.fn)

TYPES = ("person", "unit", "place", "programme")

def gold_mentions(gold, text):
    """-> list of groups; a group is one mention: dict(type, entity, optional, spans=set of accepted spans)."""
    occ = []
    for e in gold["entities"]:
        bad = []
        for s in e.get("not_in", []):
            bad += [(m.start(), m.end()) for m in re.finditer(re.escape(s), text)]
        spans = set()
        for s in e["surfaces"]:
            for m in re.finditer(re.escape(s), text):
                if not any(b <= m.start() and m.end() <= c for b, c in bad):
                    spans.add((m.start(), m.end()))
        # merge overlapping spans of one entity to one mention with alternatives
        for sp in sorted(spans):
            if occ and occ[-1]["e"] is e and sp[0] < occ[-1]["end"]:
                occ[-1]["spans"].add(sp); occ[-1]["end"] = max(occ[-1]["end"], sp[1])
            else:
                occ.append(dict(e=e, spans={sp}, start=sp[0], end=sp[1]))
    # nested: wholly inside a longer mention of another entity
    occ.sort(key=lambda o: (o["start"], -o["end"]))
    for i, o in enumerate(occ):
        o["nested"] = any(p is not o and p["start"] <= o["start"] and o["end"] <= p["end"]
                          and (p["end"] - p["start"]) > (o["end"] - o["start"]) for p in occ)
    return occ

def score_mentions(gold, text, sysd, errs):
    occ = gold_mentions(gold, text)
    out = {t: PRF() for t in TYPES}
    accept = defaultdict(list)
    for o in occ:
        for sp in o["spans"]: accept[(sp, o["e"]["type"])].append(o)
    # a run of adjoining place mentions may also be given as one span
    places = sorted({(sp, i) for i, o in enumerate(occ) if o["e"]["type"] == "place" for sp in o["spans"]})
    byid = dict(enumerate(occ)); start = defaultdict(list)
    for sp, i in places: start[sp[0]].append((sp, byid[i]))
    chains = {}
    def walk(sp, os_):
        for sp2, o2 in start.get(sp[1], []):
            n = (sp[0], sp2[1]); chains[n] = os_ + [o2]; walk(n, os_ + [o2])
    for sp, i in places: walk(sp, [byid[i]])
    hit = set(); seen = set()
    for m in sysd.get("mentions", []):
        key = ((m["start"], m["end"]), m["type"])
        if key in seen or m["type"] not in out: continue
        seen.add(key)
        if key in accept:
            for o in accept[key]: hit.add(id(o))
        elif m["type"] == "place" and key[0] in chains:
            for o in chains[key[0]]: hit.add(id(o))
        else:
            # inside or across an optional mention of the same type: no verdict
            if any(o["e"].get("optional") and o["e"]["type"] == m["type"] and o["start"] < m["end"] and m["start"] < o["end"] for o in occ): continue
            out[m["type"]].fp += 1; errs.append(("mention+", m["type"], text[m["start"]:m["end"]].replace("\n", "⏎")))
    for o in occ:
        if o["nested"] or o["e"].get("optional"): continue
        t = o["e"]["type"]
        if id(o) in hit: out[t].tp += 1
        else: out[t].fn += 1; errs.append(("mention-", t, text[o["start"]:o["end"]].replace("\n", "⏎")))
    return out

def match_entities(gold, sysd):
    """-> {system id: gold entity}, set of system ids that repeat a gold entity"""
    names = defaultdict(list)
    for e in gold["entities"]:
        for n in {norm(e["name"]), *map(norm, e["surfaces"]), *map(norm, e.get("also", []))}: names[(e["type"], n)].append(e)
    m, used, dup = {}, {}, set()
    ents = [s for s in sysd.get("entities", []) if s["type"] in TYPES]
    for exact in (True, False):
        for s in ents:
            if s["id"] in m or s["id"] in dup: continue
            cand = [norm(s["name"])] if exact else [norm(a) for a in s.get("aliases", [])]
            for n in cand:
                es = names.get((s["type"], n), [])
                free = [e for e in es if e["id"] not in used]
                if free: m[s["id"]] = free[0]; used[free[0]["id"]] = s["id"]; break
                if es and not exact: m[s["id"]] = es[0]; dup.add(s["id"]); break
    for s in ents:
        if s["id"] not in m:
            es = [e for n in [s["name"], *s.get("aliases", [])] for e in names.get((s["type"], norm(n)), [])]
            if es: m[s["id"]] = es[0]; dup.add(s["id"])
    return m, dup

def score_entities(gold, sysd, errs):
    m, dup = match_entities(gold, sysd)
    out = {t: PRF() for t in TYPES}; canon = [0, 0]
    for s in sysd.get("entities", []):
        if s["type"] not in TYPES: continue
        e = m.get(s["id"])
        if e is None: out[s["type"]].fp += 1; errs.append(("entity+", s["type"], s["name"]))
        elif e.get("optional"): continue
        elif s["id"] in dup: out[s["type"]].fp += 1; errs.append(("entity2", s["type"], s["name"] + " = " + e["name"]))
        else:
            out[s["type"]].tp += 1; canon[1] += 1; right = norm(s["name"]) in {norm(e["name"]), *map(norm, e.get("also", []))}; canon[0] += right
            if not right: errs.append(("name", s["type"], s["name"] + " ≠ " + e["name"]))
    got = {e["id"] for e in m.values()}
    for e in gold["entities"]:
        if not e.get("optional") and e["id"] not in got: out[e["type"]].fn += 1; errs.append(("entity-", e["type"], e["name"]))
    return out, m, canon

SCORED = ("part_of", "located_in", "works_for", "works_in", "reports_on", "runs", "takes_part_in", "partners_with")
def score_relations(gold, sysd, m, errs):
    ge = {e["id"]: e for e in gold["entities"]}; out = {r: PRF() for r in SCORED}; role = [0, 0]
    def key(r, a, b): return (r, *sorted((a, b))) if r == "partners_with" else (r, a, b)
    gold_t = {}
    for r in gold["relations"]: gold_t[key(r["relation"], r["from"], r["to"])] = r
    ancestors = {}
    for r in gold["relations"]:
        if r["relation"] == "part_of": ancestors.setdefault(r["from"], set()).add(r["to"])
    found = set(); seen = set()
    sname = {s["id"]: s["name"] for s in sysd.get("entities", [])}
    for r in sysd.get("relations", []):
        if r["relation"] not in out: continue
        a, b = m.get(r["source"]), m.get(r["target"])
        k = key(r["relation"], a["id"] if a else r["source"], b["id"] if b else r["target"])
        if k in seen: continue
        seen.add(k)
        if k in gold_t:
            if k in found: continue
            found.add(k)
            if gold_t[k].get("role") and not gold_t[k].get("optional"):
                role[1] += 1; g, s = norm(gold_t[k]["role"]), norm(r.get("role") or "")
                role[0] += bool(s) and (g == s or g.endswith(s) or s.endswith(g))
        elif a and b and (a.get("optional") or b.get("optional")): continue
        else:
            out[r["relation"]].fp += 1
            errs.append(("relation+", r["relation"], f'{sname.get(r["source"])} → {sname.get(r["target"])}'))
    for k, r in gold_t.items():
        if r.get("optional"): continue
        if k in found: out[r["relation"]].tp += 1
        elif ge[r["from"]].get("optional") or ge[r["to"]].get("optional"): continue
        else: out[r["relation"]].fn += 1; errs.append(("relation-", r["relation"], f'{ge[r["from"]]["name"]} → {ge[r["to"]]["name"]}'))
    return out, role

def score_works_with(gold, sysd, m, errs):
    out = {"district": PRF(), "township": PRF()}
    for field, k in (("districts", "district"), ("townships", "township")):
        g = {(e["id"], norm(d)) for e in gold["entities"] if e["type"] in ("person", "unit") and not e.get("optional") for d in e.get(field) or []}
        s = set(); ge = {e["id"]: e for e in gold["entities"]}
        for x in sysd.get("entities", []):
            e = m.get(x["id"])
            if x["type"] not in ("person", "unit") or (e and e.get("optional")): continue
            free = {norm(d) for d in (e or {}).get(field + "_optional") or []}
            for d in x.get(field) or []:
                if norm(d) not in free: s.add((e["id"] if e else "?" + x["name"], norm(d)))
        out[k].tp += len(g & s); out[k].fp += len(s - g); out[k].fn += len(g - s)
        nm = lambda i: ge[i]["name"] if i in ge else i
        errs += [(k + "+", "", f"{nm(i)} → {d}") for i, d in sorted(s - g)] + [(k + "-", "", f"{nm(i)} → {d}") for i, d in sorted(g - s)]
    return out

def score_articles(gold, text, sysd, errs):
    p = PRF(); sp = [a["start"] for a in sysd.get("articles", [])]; used = set()
    line = lambda o: len([1 for l in text[:o].split("\n") if l.strip()])
    for a in gold["articles"]:
        o = text.find(a["first"])
        if o < 0: continue
        near = [i for i, s in enumerate(sp) if i not in used and abs(line(s) - line(o)) <= 2]
        if near: p.tp += 1; used.add(min(near, key=lambda i: abs(sp[i] - o)))
        else: p.fn += 1; errs.append(("article-", "", a["first"][:20].replace("\n", "⏎")))
    p.fp += len(sp) - len(used)
    return p

def main():
    ap = argparse.ArgumentParser(); ap.add_argument("gold"); ap.add_argument("pages"); ap.add_argument("extract")
    ap.add_argument("--json", action="store_true"); ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    sysd = {}
    for l in open(a.extract, encoding="utf8"):
        if l.strip(): d = json.loads(l); sysd[os.path.basename(d["doc"])] = d
    T = {"entities": {t: PRF() for t in TYPES}, "mentions": {t: PRF() for t in TYPES}, "relations": {r: PRF() for r in SCORED},
         "works_with": {"district": PRF(), "township": PRF()}, "articles": {"start": PRF()}}
    canon = [0, 0]; role = [0, 0]; errs = []; n = 0
    for f in sorted(os.listdir(a.gold)):
        if not f.endswith(".json"): continue
        g = json.load(open(os.path.join(a.gold, f), encoding="utf8")); text = open(os.path.join(a.pages, g["doc"]), encoding="utf8", newline="").read()
        d = sysd.get(g["doc"], {}); n += 1; e = []
        if not d: print(f"warning: no extract for {g['doc']}", file=sys.stderr)
        en, m, c = score_entities(g, d, e); me = score_mentions(g, text, d, e); re_, ro = score_relations(g, d, m, e); ww = score_works_with(g, d, m, e)
        for k in en: T["entities"][k].add(en[k]); T["mentions"][k].add(me[k])
        for k in re_: T["relations"][k].add(re_[k])
        for k in ww: T["works_with"][k].add(ww[k])
        T["articles"]["start"].add(score_articles(g, text, d, e))
        canon[0] += c[0]; canon[1] += c[1]; role[0] += ro[0]; role[1] += ro[1]; errs += [(g["doc"][:3], *x) for x in e]
    rep = {}
    for sec, rows in T.items():
        tot = PRF()
        for p in rows.values(): tot.add(p)
        rep[sec] = {k: p.row() for k, p in rows.items()}; rep[sec]["all"] = tot.row()
    rep["canonical_name"] = round(canon[0] / canon[1], 4) if canon[1] else 0
    rep["role"] = round(role[0] / role[1], 4) if role[1] else 0
    if a.json: print(json.dumps(rep, ensure_ascii=False)); return
    print(f"{n} documents")
    for sec in T:
        for k, r in rep[sec].items(): print(f"{sec:10} {k:14} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}   ({r['tp']} right, {r['fp']} wrong, {r['fn']} missed)")
    print(f"canonical name right: {rep['canonical_name']:.3f}   role right: {rep['role']:.3f}")
    for x in errs[:a.errors]: print(*x, sep="\t")
if __name__ == "__main__": main()
