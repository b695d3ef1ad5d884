"""One page, loaded once: axe in both schemes and at both widths, and nothing sticks out."""

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Error, Page

from tests.journeys.walking import DESK, PHONE

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
SMALL = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# Thirty rows with the same marks have the same faults: of equal neighbours axe sees the first two.
RUN = """async (options) => {
  const shape = (element) => [element.tagName, element.className.baseVal ?? element.className,
    element.getAttribute('aria-current'), ...Array.from(element.children, shape)].join(' ');
  const alike = [];
  for (const parent of document.querySelectorAll('tbody, ul, ol, .board, .grid')) {
    const seen = new Map();
    for (const child of parent.children) {
      const key = shape(child);
      seen.set(key, (seen.get(key) ?? 0) + 1);
      if (seen.get(key) > 2) alike.push(child);
    }
  }
  const found = await axe.run({include: [document], exclude: alike},
    {...options, resultTypes: ['violations'], preload: false});
  return found.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)}`);
}"""
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}}
COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Lists of the table component leave columns out on a phone; tables written by hand must not.
LOST_CELLS = """Array.from(document.querySelectorAll('main .tbl tbody > tr > *'))
  .filter((one) => !one.closest('.listing') && !one.checkVisibility()).length"""
# What is folded is looked at unfolded; menus lie over the page and are looked at by themselves.
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def bring_axe(page: Page) -> None:
    """From now on axe waits on every page that is opened here."""
    page.add_init_script(AXE)


def look_at(page: Page, *, on_phone: str = "light") -> list[str]:
    """What is wrong with the page that is open, each with where it is wrong.

    All rules at both widths, colours in both schemes at the desk; ``on_phone`` is the
    scheme on the phone, where only a menu has colours of its own.
    """
    page.evaluate(UNFOLD)
    found: list[str] = []

    def run(where: str, options: dict) -> None:
        found.extend(f"{where}: {one}" for one in page.evaluate(RUN, options))

    _stretch(page, DESK)
    run("1280 light", EVERYTHING)
    page.emulate_media(color_scheme="dark")
    run("1280 dark", COLOUR)
    _note_overflow(page, "1280", found)
    _stretch(page, PHONE)
    page.emulate_media(color_scheme=on_phone)
    run(f"390 {on_phone}", EVERYTHING)
    _note_overflow(page, "390", found)
    _note_lost_cells(page, found)
    _stretch(page, SMALL)
    run("320", TARGETS)
    _note_overflow(page, "320", found)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    return found


def _stretch(page: Page, size: dict[str, int]) -> None:
    """As wide as the screen and as high as the page: bars stand where they are at its end."""
    page.set_viewport_size(size)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], height)})


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
