"""One page, loaded once: axe in both schemes and at both widths, and nothing sticks out.

What cannot differ is not looked at twice. The names, roles and order of a page are the same in
both schemes. A text has the contrast that it had on the page before if its colour, its size and
every ground below it are the same. The states of one page fold in the same way on a phone, so
there the first state gets all rules and the others those about sizes. Nothing folds between 390
and 320 pixels, so targets are looked at where they are closest. Thirty rows with the same marks
have the same faults: when nothing sticks out, all but the first two of equal neighbours leave.
"""

from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Error, Page

from tests.journeys.walking import DESK, PHONE

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
SMALL = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
LEAVE = """() => {
  const shape = (element) => [element.tagName, element.className.baseVal ?? element.className,
    element.getAttribute('aria-current'), ...element.getAttributeNames(),
    ...Array.from(element.children, shape)].join(' ');
  for (const parent of document.querySelectorAll('tbody, ul, ol, .board, .grid')) {
    const seen = new Map();
    for (const child of Array.from(parent.children)) {
      const key = shape(child);
      seen.set(key, (seen.get(key) ?? 0) + 1);
      if (seen.get(key) > 2) child.remove();
    }
  }
}"""
RUN = """async (options) => {
  const found = await axe.run(document,
    {...options, resultTypes: ['violations'], preload: false});
  return found.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)}`);
}"""
# Every text that is seen, by what makes its contrast: its own looks and all grounds below it.
RUN_ON_TEXTS = """async ([before, options]) => {
  const grounds = new Map([[null, '']]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const looks = getComputedStyle(element);
      const layered = ['absolute', 'fixed', 'sticky'].includes(looks.position);
      const own = [looks.backgroundColor === 'rgba(0, 0, 0, 0)' ? '' : looks.backgroundColor,
        looks.backgroundImage === 'none' ? '' : looks.backgroundImage.slice(0, 200),
        looks.opacity === '1' ? '' : looks.opacity, looks.filter === 'none' ? '' : looks.filter,
        looks.mixBlendMode === 'normal' ? '' : looks.mixBlendMode,
        layered ? element.tagName + element.className : ''].join('');
      grounds.set(element, ground(element.parentElement) + (own && own + '/'));
    }
    return grounds.get(element);
  };
  const seen = new Set(before);
  const texts = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    const speaks = element.matches('input, select, textarea')
      || Array.from(element.childNodes).some((one) => one.nodeType === 3 && one.data.trim());
    if (!speaks || !element.checkVisibility()) continue;
    const looks = getComputedStyle(element);
    const link = element.tagName === 'A'
      && [looks.textDecorationLine, getComputedStyle(element.parentElement).color];
    const key = [looks.color, looks.fontSize, looks.fontWeight, looks.textShadow, link,
      element.matches(':disabled, [aria-disabled=true]'), ground(element)].join(' ');
    if (!seen.has(key) && !texts.has(key)) texts.set(key, element);
  }
  if (!texts.size) return {texts: [], wrong: []};
  const found = await axe.run({include: Array.from(texts.values())},
    {...options, resultTypes: ['violations'], preload: false});
  return {
    texts: Array.from(texts.keys()),
    wrong: found.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)}`),
  };
}"""
COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
BUT_COLOURS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": False} for rule in COLOURS},
}
BUT_TARGETS = {**BUT_COLOURS, "rules": {**BUT_COLOURS["rules"], "target-size": {"enabled": False}}}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}}
SIZES = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Lists of the table component leave columns out on a phone; tables written by hand must not.
LOST_CELLS = """Array.from(document.querySelectorAll('main .tbl tbody > tr > *'))
  .filter((one) => !one.closest('.listing') && !one.checkVisibility()).length"""
# What is folded is looked at unfolded; menus lie over the page and are looked at by themselves.
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


@dataclass
class Looks:
    """What was looked at before: texts by scheme, and pages on a phone."""

    texts: dict[str, set[str]] = field(default_factory=lambda: {"light": set(), "dark": set()})
    on_phone: set[str] = field(default_factory=set)


def look_at(
    page: Page, before: Looks | None = None, *, name: str = "", on_phone: str = "light"
) -> list[str]:
    """What is wrong with the page that is open, each with where it is wrong.

    ``name`` says which states are of one page; ``on_phone`` is the scheme on the phone.
    """
    before = before or Looks()
    page.evaluate(AXE)
    page.evaluate(UNFOLD)
    found: list[str] = []

    def run(where: str, options: dict) -> None:
        found.extend(f"{where}: {one}" for one in page.evaluate(RUN, options))

    def run_colours(where: str, scheme: str) -> None:
        page.emulate_media(color_scheme=scheme)
        answer = page.evaluate(RUN_ON_TEXTS, [sorted(before.texts[scheme]), COLOUR])
        before.texts[scheme].update(answer["texts"])
        found.extend(f"{where} {scheme}: {one}" for one in answer["wrong"])

    for where, size in (("1280", DESK), ("390", PHONE), ("320", SMALL)):
        _resize(page, size)
        _note_overflow(page, where, found)
        if size == PHONE:
            _note_lost_cells(page, found)
    page.evaluate(LEAVE)
    _stretch(page, SMALL)
    run("320", TARGETS)
    _stretch(page, PHONE)
    run_colours("390", on_phone)
    run("390", SIZES if name in before.on_phone else BUT_TARGETS)
    before.on_phone |= {name} - {""}
    _stretch(page, DESK)
    run("1280", BUT_COLOURS)
    run_colours("1280", "dark")
    run_colours("1280", "light")
    _resize(page, DESK)
    return found


def _stretch(page: Page, size: dict[str, int]) -> None:
    """As wide as the screen and as high as the page: bars stand where they are at its end."""
    _resize(page, size)
    height = page.evaluate("document.documentElement.scrollHeight")
    _resize(page, {**size, "height": max(size["height"], height)})


def _resize(page: Page, size: dict[str, int]) -> None:
    if page.viewport_size != size:
        page.set_viewport_size(size)


def _note_lost_cells(page: Page, found: list[str]) -> None:
    lost = page.evaluate(LOST_CELLS)
    if lost:
        found.append(f"390: {lost} cells of a table are not shown")


def _note_overflow(page: Page, where: str, found: list[str]) -> None:
    over = page.evaluate(SIDEWAYS)
    if over > 0:
        found.append(f"{where}: {over} pixels stick out")


def send_empty(page: Page) -> list[str]:
    """Empty the page's form and send it; the answer must say what is missing."""
    page.evaluate(
        """() => {
          const forms = Array.from(document.querySelectorAll('main form[method=post]'))
            .filter((one) => !one.closest('footer'));
          const form = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
          for (const field of form.elements) {
            if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
            else if (!['hidden', 'submit', 'button'].includes(field.type)) field.value = '';
          }
          form.requestSubmit();
        }"""
    )
    try:
        page.locator("#errors").wait_for()
    except Error:
        return ["sent empty, and nothing says what is missing"]
    return []
