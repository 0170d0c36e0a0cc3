"""Prints how fast the page is: milliseconds of every answer, frames a second of the map.

    python speed.py .build/release/guanxi graphs/guanxi.sqlite [top]

Answers are timed as a browser meets them, over a connection that stays open: the first after the start, and the median of
twenty more. Frames are counted for five seconds while the map of up to `top` nodes (5000) is dragged and magnified.
"""

import http.client
import statistics
import sys
import time
from urllib.parse import quote

from page import Browser, Server, scratch

FRAMES = """
const done = arguments[arguments.length - 1];
const canvas = document.querySelector('canvas');
const box = canvas.getBoundingClientRect();
const at = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
  pointerId: 1, button: 0, buttons: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true }));
canvas.setPointerCapture = () => {};
at('pointerdown', 5, 5);
let [frames, started, longest, last] = [0, 0, 0, 0];
requestAnimationFrame(function frame(now) {
  if (!started) { started = now; last = now; }
  longest = Math.max(longest, now - last);
  last = now;
  const passed = (now - started) / 1000;
  if (passed >= 5) { done([frames / passed, longest]); return; }
  frames += 1;
  if (passed < 2.5) at('pointermove', 5 + 200 * Math.sin(passed * 3), 5 + 120 * Math.sin(passed * 4));
  else canvas.dispatchEvent(new WheelEvent('wheel', {
    deltaY: passed < 3.75 ? -12 : 12, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, cancelable: true }));
  requestAnimationFrame(frame);
});
"""


def answers(server, name):
    host = server.address.split("/")[2]
    connection = http.client.HTTPConnection(host)
    time.sleep(float(sys.argv[4]) if len(sys.argv) > 4 else 3)
    address = quote(name[0])
    paths = [
        "/", "/api/overview", "/api/graph", "/api/graph?type=unit&relation=works_for", f"/api/graph?district={quote(name[1])}",
        f"/api/graph?around={address}&hops=1", "/api/search?q=jxx", "/api/search?q=" + quote(name[1]),
        f"/api/node?address={address}", f"/api/evidence?a={address}&b={quote(name[2])}&limit=10", "/api/places",
        "/api/districts", f"/api/who?name={quote(name[1])}&limit=300", "/api/matrix",
    ]
    for path in paths:
        times = []
        for _ in range(21):
            started = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            size = len(answer.read())
            times.append(1000 * (time.perf_counter() - started))
        print(f"{times[0]:8.1f} {statistics.median(times[1:]):8.1f} ms {size:9d} B  {answer.status} {path[:70]}")


def frames(server, top):
    browser = Browser(scratch())
    browser.driver.set_script_timeout(60)
    started = time.perf_counter()
    browser.open(server.address, settled=False, lang="zh", top=top)
    browser.wait("document.querySelector('canvas')?.dataset.settled === 'true'", seconds=180)
    settled = time.perf_counter() - started
    status = browser.text("#status")
    rate, longest = browser.driver.execute_async_script(FRAMES)
    print(f"{rate:.1f} frames a second, the longest {longest:.0f} ms; {status}; laid out {settled:.1f} s after opening")
    browser.quit()


if __name__ == "__main__":
    server = Server(sys.argv[1], sys.argv[2])
    try:
        answers(server, ("place:金乡县@370828", "金乡县", "place:济宁市@370800"))
        frames(server, int(sys.argv[3]) if len(sys.argv) > 3 else 5000)
    finally:
        server.stop()
