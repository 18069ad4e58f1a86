"""The summary page: one small file without scripts, legible on a phone, its headings in order, its colours apart."""

import json
import re
import subprocess
from dataclasses import replace
from html import escape, unescape
from shutil import which

import pytest
from defusedxml.ElementTree import fromstring

from reports.page import page
from reports.palette import SHADES, ink_on
from reports.report import book

LARGEST = 500_000  # bytes
PHONE = 360  # pixels
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")

MEASURE = """
const rgb = words => (words.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
const behind = node => { for (let at = node; at; at = at.parentElement) {
  const [r, g, b, a = 1] = rgb(getComputedStyle(at).backgroundColor); if (a > 0 && g !== undefined) return [r, g, b]; }
  return [255, 255, 255]; };
addEventListener('load', () => {
  const frame = document.querySelector('iframe').contentWindow, seen = [];
  for (const far of [0, 0.5, 1]) { frame.scrollTo(0, far * frame.document.documentElement.scrollHeight);
    const { top, left, right } = frame.document.querySelector('body > .banner').getBoundingClientRect();
    seen.push([top, left, right].map(Math.round)); }
  const inside = document.querySelector('iframe').contentDocument, body = inside.body;
  const words = [...body.querySelectorAll('*')].filter(node => !node.closest('svg') && [...node.childNodes]
    .some(child => child.nodeType === 3 && child.data.trim()));
  const contrast = words.map(node => { const [one, other] = [rgb(inside.defaultView.getComputedStyle(node).color),
    behind(node)].map(light).sort((a, b) => b - a); return (one + 0.05) / (other + 0.05); });
  document.body.dataset.found = JSON.stringify({
    width: inside.documentElement.scrollWidth,
    outside: [...body.querySelectorAll('*')].filter(node => node.getBoundingClientRect().right > 360.5).length,
    cut: [...body.querySelectorAll('svg text')].filter(node => {
      const own = node.getBoundingClientRect(), all = node.closest('svg').getBoundingClientRect();
      return own.right > all.right + 1 || own.left < all.left - 1; }).map(node => node.textContent),
    contrast: Math.min(...contrast), texts: contrast.length,
    seen, headings: [...body.querySelectorAll('h1,h2,h3,h4')].map(node => Number(node.tagName[1])),
    smallest: Math.min(...words.map(node => parseFloat(inside.defaultView.getComputedStyle(node).fontSize))),
  });
});
"""


@pytest.fixture(scope="module", params=["en", "fr"])
def written(request, results):
    return page(book(results, language=request.param))


def test_the_page_is_one_small_file_without_scripts_or_anything_from_elsewhere(written):
    assert len(written.encode("utf-8")) < LARGEST
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|javascript:|url\(|@import|https?://", written)
    fromstring(re.sub(r"<meta[^>]*>", "", written.removeprefix("<!DOCTYPE html>")))


def test_every_picture_is_described_and_the_language_is_named(written):
    pictures = re.findall(r"<svg ([^>]*)>", written)
    assert len(pictures) >= 4
    assert all(re.search(r'role="(img|group)" aria-label="[^"]*\d', one) for one in pictures)
    for one in re.findall(r"<svg .*?</svg>", written, flags=re.DOTALL):
        assert ("<a " in one) == ('role="group"' in one)  # what is inside an image cannot be followed
    assert re.search(r'<html lang="(en|fr)">', written)


def test_each_card_finding_and_figure_of_a_synthetic_study_says_so(written, results):
    for part in ("article id", "figure", 'ul class="findings"', 'div class="untested"'):
        name = part.split()[0]
        pieces = re.findall(rf"<{part}[^>]*>.*?</{name}>", written, flags=re.DOTALL)
        assert pieces
        assert all('class="mark"' in piece for piece in pieces)
    assert 'class="mark"' not in page(replace(book(results, language="en"), mark=""))


def test_the_mark_of_a_synthetic_study_stays_in_sight_on_a_screen_and_stands_still_on_paper(written, results):
    assert re.search(r'<body><p class="banner">[^<]+</p>', written)
    screen, paper = re.search(r"<style>(.*?)</style>", written, flags=re.DOTALL).group(1).split("@media print")
    assert re.search(r"\.banner \{[^}]*position: sticky; top: 0;", screen)
    assert re.search(r"\.banner \{[^}]*position: static;", paper)
    assert 'class="banner"' not in page(replace(book(results, language="en"), mark=""))


def test_links_lead_to_parts_that_are_there(written):
    names = re.findall(r' id="([^"]*)"', written)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]*)"', written)) <= set(names)
    listed = re.findall(r'<li><a href="#([^"]*)">', re.search(r"<nav.*?</nav>", written, flags=re.DOTALL).group())
    assert {"findings", "verdicts", "untested", "forest", "map", "method"} <= set(listed)


def test_a_card_without_a_number_says_why(written):
    for card in re.findall(r"<article .*?</article>", written, flags=re.DOTALL):
        assert not re.search(r"<dd>\[[cxz]\]</dd></div>\s*</dl>", card), card


def test_the_page_ends_with_whole_sentences_and_names_no_table_that_it_lacks(written):
    footer = re.search(r"<footer>.*?</footer>", written, flags=re.DOTALL).group()
    assert re.search(r"(comes from|chaque chiffre)\.</p>", footer)
    assert not re.search(r"(is|are) in the table|est dans le tableau", written)


def test_words_on_the_shades_of_the_map_can_be_read():
    for shade, colour in SHADES.items():
        one, other = sorted((_light(colour), _light(ink_on(shade))), reverse=True)
        assert (one + 0.05) / (other + 0.05) >= LEAST_CONTRAST


def _light(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_on_a_phone_nothing_runs_over_and_everything_can_be_read(written, tmp_path):
    frame = f'<iframe width="{PHONE}" height="800" style="border:0" srcdoc="{escape(written)}"></iframe>'
    (tmp_path / "phone.html").write_text(f"<body>{frame}<script>{MEASURE}</script></body>", encoding="utf-8")
    settings = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [CHROMIUM, *settings, "--virtual-time-budget=5000", "--dump-dom", (tmp_path / "phone.html").as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    found = json.loads(unescape(re.search(r'data-found="([^"]*)"', shown).group(1)))
    assert found["width"] <= PHONE
    assert found["outside"] == 0
    assert found["cut"] == []
    assert found["texts"] > 100
    assert found["contrast"] >= LEAST_CONTRAST
    assert found["smallest"] >= 12
    assert found["seen"] == 3 * [[0, 0, found["width"]]]  # the mark of a synthetic study, wherever a reader is
    assert found["headings"][0] == 1
    assert found["headings"].count(1) == 1
    assert all(after <= before + 1 for before, after in zip(found["headings"], found["headings"][1:], strict=False))
