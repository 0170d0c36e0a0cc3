"""Drives the page of `guanxi serve` and the file of `guanxi report` in Chromium.

    python check.py .build/debug/guanxi seeds [folder for pictures]
"""

import json
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.request import urlopen

import yaml
from openapi_spec_validator import validate

from page import ATTACK, Browser, Server, build, run, scratch

GUANXI, SEEDS = [Path(argument).resolve() for argument in sys.argv[1:3]]
FOLDER = scratch()
PICTURES = Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else FOLDER / "pictures"
DISTRICT = "place:金乡县@370828"
SHOWN = "Number(document.body.dataset.nodes)"


class Page(unittest.TestCase):
    """The page of a server over the seeds and one page whose sender means ill."""

    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        (FOLDER / "attack.txt").write_text(ATTACK)
        cls.database = build(GUANXI, FOLDER / "graphs", SEEDS, FOLDER / "attack.txt")
        cls.server = Server(GUANXI, cls.database)
        (FOLDER / "downloads").mkdir()
        cls.browser = Browser(FOLDER / "downloads")

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        assert cls.server.stop() == 0, "the server ends in peace"

    def setUp(self):
        self.browser.requests()
        self.browser.complaints()

    def tearDown(self):
        for address in self.browser.requests():
            self.assertTrue(
                address.startswith((self.server.address, "blob:" + self.server.address, "data:", "about:")),
                f"the page asks for {address[:100]}")
        self.assertEqual(self.browser.complaints(), [])
        self.assertIsNone(self.browser.run("return window.attacked ?? null"))

    def open(self, **state):
        self.browser.open(self.server.address, **{"lang": "zh", **state})

    def search(self, text, name, field="#search-input"):
        """Types, waits until the first suggestion is the one wanted, and takes it."""
        self.browser.type(field, text)
        first = f"document.querySelector({json.dumps(field)}).parentElement.querySelector('[role=option] .hit-name')?.textContent"
        self.browser.wait(f"{first} === {json.dumps(name)}")
        self.browser.find(field).send_keys("\ue007")

    def title(self, text):
        self.browser.wait(f"document.getElementById('panel-title')?.textContent === {json.dumps(text)}")

    def test_search_card_evidence(self):
        self.open()
        self.assertGreater(self.browser.run(f"return {SHOWN}"), 450)
        self.browser.picture(PICTURES / "map.png")
        self.search("金乡县", "金乡县")
        self.title("金乡县")
        self.browser.picture(PICTURES / "card.png")
        self.browser.click(".evidence-button[aria-label*='社区合伙人']")
        self.browser.wait("document.querySelector('.is-evidence mark.source') !== null")
        marked = self.browser.run("return [...document.querySelectorAll('.is-evidence mark')].map(each => each.textContent)")
        self.assertTrue({"金乡县", "社区合伙人"} <= set(marked), marked)
        self.browser.picture(PICTURES / "evidence.png")
        count = int(self.browser.text(".pager-place").split("/")[1])
        self.assertGreater(count, 2)
        self.browser.click(".pager .next")
        self.browser.wait(f"document.querySelector('.pager-place').textContent === '2 / {count}'")
        self.assertEqual(self.browser.run("return document.activeElement.classList.contains('next')"), True)
        self.browser.click(".pager .name-button")
        self.title("金乡县")

    def test_search_by_initials(self):
        self.open()
        self.browser.type("#search-input", "jxx")
        self.browser.wait("[...document.querySelectorAll('.hit-name')].some(each => each.textContent === '金乡县')")

    def test_filters(self):
        self.open()
        everything = self.browser.run(f"return {SHOWN}")
        self.browser.click("input[name=type][value=unit]")
        self.browser.wait(f"{SHOWN} < {everything}")
        units = self.browser.run(f"return {SHOWN}")
        with urlopen(self.server.address + "api/graph?type=unit") as answer:
            graph = json.load(answer)
        self.assertEqual(units, len(graph["nodes"]))
        self.assertEqual({node["type"] for node in graph["nodes"]}, {"unit"})
        self.browser.click("[data-view=list]")
        self.browser.wait("document.querySelectorAll('#view-list tbody tr').length > 20")
        types = self.browser.run("return [...document.querySelectorAll('#view-list tbody tr td:nth-child(2)')].map(each => each.textContent)")
        self.assertEqual(set(types), {"单位"})
        self.browser.click("#reset")
        self.browser.wait(f"{SHOWN} === {everything}")
        # The tree: county, street; the keyboard alone.
        self.browser.run("[...document.querySelectorAll('.branch')].find(each => each.dataset.address === arguments[0]).focus()", DISTRICT)
        self.browser.run("document.activeElement.tabIndex = 0")
        active = self.browser.driver.switch_to.active_element
        active.send_keys("\ue014")
        self.browser.wait("document.querySelectorAll('.branch[data-level=\"2\"]').length > 2")
        self.browser.driver.switch_to.active_element.send_keys("\ue014")
        self.browser.driver.switch_to.active_element.send_keys("\ue007")
        self.browser.wait("location.hash.includes('place=')")
        self.browser.wait(f"{SHOWN} > 0 && {SHOWN} < {everything} / 4")
        self.open(relation="works_for", minWeight=2)
        self.assertLess(self.browser.run(f"return {SHOWN}"), 20)
        self.open(around=DISTRICT, hops=1, type=["unit", "person"])
        near = self.browser.run(f"return {SHOWN}")
        self.open(around=DISTRICT, hops=2, type=["unit", "person"])
        self.assertGreater(self.browser.run(f"return {SHOWN}"), near)

    def test_the_address_reproduces_the_view(self):
        self.open()
        self.search("嘉祥县", "嘉祥县")
        self.title("嘉祥县")
        self.browser.click(".button-row .button")
        self.browser.wait("location.hash.includes('around=')")
        self.browser.click("input[name=type][value=unit]")
        self.browser.wait("location.hash.includes('type=unit')")
        self.browser.wait("document.querySelector('canvas').dataset.settled === 'true'")
        self.browser.wait("document.getElementById('status').textContent.includes('节点')")
        shown, address = self.browser.run("return [document.getElementById('status').textContent, location.href]")
        self.browser.open(address)
        self.title("嘉祥县")
        self.browser.wait(f"document.getElementById('status').textContent === {json.dumps(shown)}")

    def test_export(self):
        self.open(district="金乡县")
        nodes = self.browser.run(f"return {SHOWN}")
        for name in ["graphml", "dot", "png", "svg", "json"]:
            self.browser.click("#save")
            self.browser.click(f"#save-menu [data-format={name}]")
            path = self.browser.downloaded(f"guanxi.{name}")
            if name == "graphml":
                found = ElementTree.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}node")
                self.assertEqual(len(list(found)), nodes)
            elif name == "json":
                self.assertEqual(len(json.loads(path.read_text())["nodes"]), nodes)
            elif name == "svg":
                titles = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}title")
                self.assertEqual(len(list(titles)), nodes)
            elif name == "png":
                self.assertEqual(path.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
            else:
                self.assertTrue(path.read_text().startswith("digraph"))

    def test_merge_and_undo(self):
        self.browser.open(self.server.address + "#lang=zh&token=" + self.server.token)
        self.assertNotIn("token", self.browser.run("return location.href"), "the token leaves the address")
        before = self.browser.run(f"return {SHOWN}")
        self.search("社区合伙人", "社区合伙人")
        self.title("社区合伙人")
        self.browser.click(".corrections summary")
        self.search("合伙人", "合伙人", field="#merge-target")
        self.browser.click("#merge")
        self.title("合伙人")
        self.browser.wait(f"{SHOWN} === {before - 1}")
        self.assertIn("已订正", self.browser.text("#status"))
        log = FOLDER / "graphs" / "guanxi.corrections.txt"
        self.assertIn("merge\tprogramme:社区合伙人", log.read_text())
        self.browser.click("#log")
        self.browser.click(".undo")
        self.browser.wait(f"{SHOWN} === {before}")
        self.assertIn("\nundo\tmerge\t", log.read_text())

    def test_nothing_is_corrected_without_the_token(self):
        self.open(node="programme:社区合伙人")
        self.browser.run("sessionStorage.clear()")
        self.open(node="programme:社区合伙人")
        self.title("社区合伙人")
        self.browser.click(".corrections summary")
        self.browser.type("#token", "0" * 32)
        self.browser.click("#hide")
        self.browser.wait("document.querySelector('.problem').textContent.includes('token')")
        with urlopen(self.server.address + "api/corrections") as answer:
            self.assertEqual(json.load(answer), [])
        self.browser.complaints()

    def test_districts_and_matrix(self):
        self.open(view="districts", district="金乡县")
        self.browser.wait("document.querySelectorAll('#view-districts tbody tr').length > 20")
        self.browser.picture(PICTURES / "districts.png")
        self.browser.click("#view-districts thead th:first-child .sort")
        names = self.browser.run("return [...document.querySelectorAll('#view-districts tbody th')].map(each => each.textContent)")
        ordered = self.browser.run("return [...arguments[0]].sort((a, b) => a.localeCompare(b, 'zh'))", names)
        self.assertEqual(names, ordered)
        self.browser.click("#view-districts .csv")
        table = self.browser.downloaded("金乡县.csv").read_text(encoding="utf-8-sig")
        self.assertEqual(len(table.splitlines()), len(names) + 1)
        self.browser.click("[data-view=matrix]")
        self.browser.wait("document.querySelectorAll('#view-matrix tbody tr').length > 50")
        self.browser.picture(PICTURES / "matrix.png")
        self.browser.click("#view-matrix tbody td button")
        self.browser.wait("location.hash.includes('district=') && !document.getElementById('panel').hidden")

    def test_what_a_page_says_stays_text(self):
        with urlopen(self.server.address + "api/search?q=script") as answer:
            self.assertIsInstance(json.load(answer), list)
        pairs = [("unit:金乡县供电公司@金乡县", "unit:金乡县委组织部@金乡县"), ("unit:金乡县供电公司", "unit:金乡县委组织部")]
        with urlopen(self.server.address + "api/graph?top=5000") as answer:
            known = {node["address"] for node in json.load(answer)["nodes"]}
        pair = next((pair for pair in pairs if set(pair) <= known), None)
        self.assertIsNotNone(pair, sorted(address for address in known if "供电" in address or "组织部" in address))
        self.open(edge=json.dumps(pair, ensure_ascii=False))
        self.browser.wait("document.querySelector('.article-text') !== null")
        passages = int(self.browser.text(".pager-place").split("/")[1])
        texts = []
        for number in range(passages):
            texts.append(self.browser.text(".article-text"))
            if number + 1 < passages:
                self.browser.click(".pager .next")
                self.browser.wait(f"document.querySelector('.pager-place').textContent.startsWith('{number + 2} ')")
        self.assertTrue(any("<script>window.attacked = 1</script><img src=x" in text for text in texts), texts)
        self.assertEqual(self.browser.run("return document.querySelectorAll('img, script:not([src])').length"), 0)

    def test_keyboard(self):
        self.open()
        body = self.browser.find("body")
        body.send_keys("/")
        self.assertEqual(self.browser.run("return document.activeElement.id"), "search-input")
        self.browser.type("#search-input", "金乡")
        self.browser.wait("document.querySelector('#search-input').getAttribute('aria-activedescendant') !== null")
        self.browser.find("#search-input").send_keys("\ue015")
        self.assertEqual(self.browser.run(
            "return document.getElementById(document.querySelector('#search-input').getAttribute('aria-activedescendant'))"
            ".getAttribute('aria-selected')"), "true")
        self.browser.find("#search-input").send_keys("\ue00c")
        self.assertEqual(self.browser.find("#search-input").get_attribute("aria-expanded"), "false")
        canvas = self.browser.find("canvas")
        self.browser.run("arguments[0].focus()", canvas)
        canvas.send_keys("n")
        self.browser.wait("!document.getElementById('panel').hidden")
        first = self.browser.text("#panel-title")
        canvas.send_keys("n")
        self.browser.wait(f"document.getElementById('panel-title')?.textContent !== {json.dumps(first)}")
        canvas.send_keys("\ue00c")
        self.browser.wait("document.getElementById('panel').hidden")

    def test_whoever_looks_or_listens(self):
        edge = json.dumps([DISTRICT, "programme:社区合伙人"], ensure_ascii=False)
        states = [{}, {"node": DISTRICT}, {"edge": edge}, {"view": "list"}, {"view": "districts"}, {"view": "matrix"},
                  {"around": DISTRICT, "type": "unit"}]
        ready = {"node": "#panel-title", "edge": ".article-text", "view": "tbody tr"}
        for scheme in ["light", "dark"]:
            self.browser.prefer(scheme)
            for language in ["zh", "en"]:
                for width in [1440, 420] if language == "zh" else [1440]:
                    self.browser.resize(width, 900)
                    for state in states:
                        with self.subTest(scheme=scheme, language=language, width=width, **state):
                            self.open(**{**state, "lang": language})
                            for key in state:
                                if key in ready:
                                    self.browser.wait(f"document.querySelector('{ready[key]}') !== null")
                            self.browser.run("document.querySelectorAll('details').forEach(each => { each.open = true; })")
                            if "node" in state:
                                self.browser.picture(PICTURES / f"{scheme}-{language}-{width}.png")
                            outcome = self.browser.audit()
                            self.assertEqual(outcome["problems"], [])
                            self.assertGreater(outcome["texts"], 10)
        self.browser.resize(1440, 900)
        self.browser.prefer("light")

    def test_the_audit_finds_what_is_wrong(self):
        self.open()
        self.browser.run("""
            const button = document.createElement('button');
            button.style.cssText = 'position: fixed; width: 40px; height: 40px; left: 0; top: 0';
            const text = document.createElement('p');
            text.textContent = 'pale';
            text.style.cssText = 'color: #ccc; background: #fff; position: fixed; left: 0; top: 0';
            text.setAttribute('aria-labelledby', 'nobody');
            document.body.append(button, text);
        """)
        problems = "\n".join(self.browser.audit()["problems"])
        for part in ["has no name", "has a contrast of 1.61", "refers to nobody"]:
            self.assertIn(part, problems)

    def test_description_of_the_api(self):
        with urlopen(self.server.address + "api/openapi.yaml") as answer:
            validate(yaml.safe_load(answer.read()))


class Report(unittest.TestCase):
    """The file, opened from the disk."""

    @classmethod
    def setUpClass(cls):
        cls.file = FOLDER / "report.html"
        database = build(GUANXI, FOLDER / "report", SEEDS)
        cls.said = run(GUANXI, "report", "--db", database, "-o", cls.file)
        cls.browser = Browser(FOLDER / "downloads")

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def test_it_shows_the_graph_and_asks_for_nothing(self):
        browser = self.browser
        browser.requests()
        browser.open(self.file.as_uri(), lang="zh")
        self.assertGreater(browser.run(f"return {SHOWN}"), 450)
        self.assertIn(f"{browser.run(f'return {SHOWN}')} nodes", self.said)
        browser.type("#search-input", "jxx")
        browser.wait("[...document.querySelectorAll('.hit-name')].some(each => each.textContent === '金乡县')")
        browser.type("#search-input", "金乡县")
        browser.wait("document.querySelector('.hit-name')?.textContent === '金乡县'")
        browser.find("#search-input").send_keys("\ue007")
        browser.wait("document.getElementById('panel-title')?.textContent === '金乡县'")
        browser.click(".evidence-button[aria-label*='社区合伙人']")
        browser.wait("document.querySelector('.is-evidence mark') !== null")
        browser.click("input[name=type][value=unit]")
        browser.wait(f"{SHOWN} < 200")
        self.assertEqual(len(browser.all("#log, .corrections")), 0, "nothing can be corrected in a file")
        browser.click("[data-view=districts]")
        browser.wait("document.querySelectorAll('#view-districts tbody tr').length > 10")
        browser.click("[data-view=matrix]")
        browser.wait("document.querySelectorAll('#view-matrix tbody tr').length > 50")
        browser.picture(PICTURES / "report.png")
        self.assertEqual(browser.audit()["problems"], [])
        for address in browser.requests():
            self.assertTrue(address.startswith((self.file.as_uri(), "data:", "about:", "blob:")), address[:100])
        self.assertEqual(browser.complaints(), [])

    def test_what_it_saves_is_what_it_shows(self):
        browser = self.browser
        browser.open(self.file.as_uri(), lang="zh", district="嘉祥县")
        nodes = browser.run(f"return {SHOWN}")
        (FOLDER / "downloads" / "guanxi.graphml").unlink(missing_ok=True)
        browser.click("#save")
        browser.click("#save-menu [data-format=graphml]")
        found = ElementTree.parse(browser.downloaded("guanxi.graphml")).iter("{http://graphml.graphdrawing.org/xmlns}node")
        self.assertEqual(len(list(found)), nodes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
