"""One page, loaded once: axe in both schemes and at both widths, and nothing sticks out.

The page is measured at 1280, 390 and 320 pixels; then axe looks at it on the narrowest screen,
where targets are closest, on the desk, and on the desk in the other scheme. The scheme in which
it is on the narrow screen changes from page to page. No style folds anything between 390 and 320.

What cannot differ is not looked at twice. The names, roles and order of a page are the same in
both schemes. A text has the contrast that it had on the page before if its colour, its size and
every ground below it are the same: of the texts only those that were not seen yet are asked for
theirs. What a state changes on a page (notices, buttons, forms) is on the narrow screen, too:
there every state gets all rules. What the desk shows besides (rail, columns of lists) is that of
the page, so there its first state gets all rules and the others those about new texts. Thirty
rows with the same marks have the same faults: when nothing sticks out, all but the first two of
equal neighbours leave.

Nobody sees the pages, but the browser paints each of them in all these sizes. So they are painted
small: like a page in the device mode of a browser's tools, whose size in pixels stays as it is.
"""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import CDPSession, Error, Page

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
# Every text that is seen, by what makes its contrast: its own looks and all grounds below it.
# Those that were not seen before are marked, and only they are asked for their contrast.
LOOK = """async ([before, options]) => {
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
  const texts = [];
  for (const element of document.body.querySelectorAll('*')) {
    element.removeAttribute('data-unseen');
    const speaks = element.matches('input, select, textarea')
      || Array.from(element.childNodes).some((one) => one.nodeType === 3 && one.data.trim());
    if (!speaks || !element.checkVisibility()) continue;
    const looks = getComputedStyle(element);
    const link = element.tagName === 'A'
      && [looks.textDecorationLine, getComputedStyle(element.parentElement).color];
    const key = [looks.color, looks.fontSize, looks.fontWeight, looks.textShadow, link,
      element.matches(':disabled, [aria-disabled=true]'), ground(element)].join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    texts.push(key);
    element.setAttribute('data-unseen', '');
  }
  if (!texts.length && options.onlyTexts) return {texts, wrong: []};
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-unseen]'},
    {id: 'link-in-text-block', selector: 'a[href][data-unseen]'}]});
  const found = await axe.run(document,
    {runOnly: options.runOnly, resultTypes: ['violations'], preload: false});
  return {texts, wrong: found.violations.map(
    (v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)}`)};
}"""
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
TEXTS = {"runOnly": {"type": "rule", "values": COLOURS}, "onlyTexts": True}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = "document.documentElement.scrollHeight"
# Lists of the table component leave columns out on a phone; tables written by hand must not.
LOST_CELLS = """Array.from(document.querySelectorAll('main .tbl tbody > tr > *'))
  .filter((one) => !one.closest('.listing') && !one.checkVisibility()).length"""
# A list shows the columns that fit: nothing of it is cut, least of all the state.
CUT_LISTS = """Array.from(document.querySelectorAll('.listing .tablebox:not(.all)'))
  .filter((one) => one.scrollWidth > one.clientWidth).length"""
# What is folded is looked at unfolded; menus lie over the page and are looked at by themselves.
UNFOLD = """() => {
  document.querySelectorAll('main details').forEach((one) => { one.open = true; });
  return [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', 'axe' in window];
}"""
OTHER = {"light": "dark", "dark": "light"}
SMALLER = 0.1
_lines: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


@dataclass
class Looks:
    """What was looked at before: texts by scheme, and pages by name."""

    texts: dict[str, set[str]] = field(default_factory=lambda: {"light": set(), "dark": set()})
    names: set[str] = field(default_factory=set)


def equip(page: Page) -> None:
    """Paint the page small and give its documents their axe: who had the window before did it."""
    if not page.evaluate("'axe' in window"):
        page.add_init_script(AXE)
    _resize(page, DESK)


def leave(page: Page) -> None:
    """Paint the page in its own size again, for who points at something."""
    _resize(page, DESK, painted=1)


def look_at(page: Page, before: Looks | None = None, *, name: str = "") -> list[str]:
    """What is wrong with the page that is open, each with where it is wrong.

    ``name`` says which states are of one page. On the phone it is looked at in the scheme in
    which it was opened, on the desk in both; it is left in the other one, painted small.
    """
    before = before or Looks()
    found: list[str] = []

    def look(where: str, scheme: str, options: dict) -> None:
        texts = before.texts[scheme]
        answer = page.evaluate(LOOK, [sorted(texts), options])
        texts.update(answer["texts"])
        found.extend(f"{where} {scheme}: {one}" for one in answer["wrong"])

    scheme, is_equipped = page.evaluate(UNFOLD)
    if not is_equipped:
        page.evaluate(AXE)
    for where, size in (("1280", DESK), ("390", PHONE), ("320", SMALL)):
        _resize(page, size)
        _note_overflow(page, where, found)
        if size == PHONE:
            _note_lost_cells(page, found)
    page.evaluate(LEAVE)
    _stretch(page, SMALL)
    look("320", scheme, ALL)
    _stretch(page, DESK)
    look("1280", scheme, TEXTS if name in before.names else ALL)
    before.names |= {name} - {""}
    page.emulate_media(color_scheme=OTHER[scheme])
    look("1280", OTHER[scheme], TEXTS)
    _resize(page, DESK)
    return found


def _stretch(page: Page, size: dict[str, int]) -> None:
    """As wide as the screen and as high as the page: bars stand where they are at its end."""
    _resize(page, size)
    height = page.evaluate(HEIGHT)
    _resize(page, {**size, "height": max(size["height"], height)})


def _resize(page: Page, size: dict[str, int], *, painted: float = SMALLER) -> None:
    if page not in _lines:
        _lines[page] = page.context.new_cdp_session(page)
    screen = {"screenWidth": size["width"], "screenHeight": size["height"]}
    _lines[page].send(
        "Emulation.setDeviceMetricsOverride",
        {**size, **screen, "deviceScaleFactor": 1, "mobile": False, "scale": painted},
    )


def _note_lost_cells(page: Page, found: list[str]) -> None:
    lost = page.evaluate(LOST_CELLS)
    if lost:
        found.append(f"390: {lost} cells of a table are not shown")


def _note_overflow(page: Page, where: str, found: list[str]) -> None:
    over = page.evaluate(SIDEWAYS)
    if over > 0:
        found.append(f"{where}: {over} pixels stick out")
    if page.evaluate(CUT_LISTS):
        found.append(f"{where}: a list is wider than its box")


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
