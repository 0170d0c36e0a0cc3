"""A store of the seeds, a server over it, and a browser that looks at its page."""

import json
import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

HERE = Path(__file__).parent
# Two names of the seeds, and what a page may hold if its sender means ill.
ATTACK = """本报金乡讯（通讯员 金宣）“社区合伙人”<script>window.attacked = 1</script>让邻里更近
金乡县供电公司<script>window.attacked = 1</script><img src=x onerror="window.attacked = 1">经理刘丽到金乡县委组织部走访。
金乡县推行“社区合伙人”</script><svg onload="window.attacked = 1">，金乡县委组织部副部长周启山到场。
"""


def run(*arguments):
    outcome = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True)
    if outcome.returncode != 0:
        raise AssertionError(f"{arguments}: {outcome.returncode}: {outcome.stderr}")
    return outcome.stdout


def build(guanxi, folder, *inputs):
    run(guanxi, "build", *inputs, "--out", folder, "--date", "2024-06-21")
    return folder / "guanxi.sqlite"


class Server:
    """`guanxi serve` at a port that is free."""

    def __init__(self, guanxi, database):
        self.process = subprocess.Popen(
            [str(guanxi), "serve", "--db", str(database), "--port", "0"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)#token=([0-9a-f]{32})\n", line)
        assert found, f"the server says {line!r}"
        self.address, self.token = found.groups()

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)


class Browser:
    """Debian's Chromium without a window."""

    def __init__(self, downloads, width=1440, height=900):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["headless=new", "no-sandbox", "disable-dev-shm-usage", "hide-scrollbars", "lang=zh-CN"]:
            options.add_argument("--" + argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
        self.downloads = Path(downloads)
        self.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
        self.resize(width, height)

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def resize(self, width, height):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme):
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, address, settled=True, **state):
        self.driver.get("about:blank")
        self.driver.get(address + ("#" + urlencode(state, doseq=True) if state else ""))
        if settled:
            self.wait("document.querySelector('canvas')?.dataset.settled === 'true'")

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition, seconds=30):
        try:
            return WebDriverWait(self.driver, seconds, 0.05).until(lambda _: self.run(f"return {condition}"))
        except Exception as error:
            status = self.run("return document.getElementById('status')?.textContent")
            raise AssertionError(f"never came true: {condition}; the page says {status!r}") from error

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.wait(f"document.querySelector({json.dumps(selector)}) !== null")
        self.find(selector).click()

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.textContent ?? null", selector)

    def type(self, selector, text):
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    def downloaded(self, name, seconds=30):
        path = self.downloads / name
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if path.exists() and path.stat().st_size > 0 and not list(self.downloads.glob("*.crdownload")):
                return path
            time.sleep(0.05)
        raise AssertionError(f"{name} was not saved")

    def requests(self):
        """The addresses that were asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """What the browser itself finds wrong: errors of scripts, of the content policy, of requests."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def audit(self):
        return self.run((HERE / "audit.js").read_text())

    def picture(self, path):
        self.driver.save_screenshot(str(path))

    def quit(self):
        self.driver.quit()


def scratch():
    return Path(tempfile.mkdtemp(prefix="guanxi-browser-"))
