"""One page, loaded once: axe in both schemes and at both widths, and nothing sticks out."""

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Error, Page

from tests.journeys.walking import DESK, PHONE

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
SMALL = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
# Contrast is most of axe's work, and thirty rows with the same marks have the same colours:
# of equal neighbours it looks at the first two. All other rules look at everything.
RUN = """async ([options, thin]) => {
  const shape = (element) => [element.tagName, element.className.baseVal ?? element.className,
    element.getAttribute('aria-current'), ...Array.from(element.children, shape)].join(' ');
  const like = new Map(), alike = [];
  if (thin) for (const parent of document.querySelectorAll('tbody, ul, ol, .board, .grid'))
    for (const child of parent.children) {
      const key = shape(child) + shape(parent).length;
      like.set(key, (like.get(key) ?? 0) + 1);
      if (like.get(key) > 2) alike.push(child);
    }
  const found = await axe.run({include: [document], exclude: alike},
    {...options, resultTypes: ['violations'], preload: false});
  return found.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)}`);
}"""
STRUCTURE = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": False} for rule in COLOURS},
}
COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
TARGETS = {"runOnly": {"type": "rule", "values": ["target-size"]}}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What is folded is looked at unfolded; menus lie over the page and are looked at by themselves.
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def look_at(page: Page) -> list[str]:
    """What is wrong with the page that is open, each with where it is wrong."""
    page.evaluate(AXE)
    page.evaluate(UNFOLD)
    found: list[str] = []

    def run(where: str, options: dict, *, thin: bool = False) -> None:
        found.extend(f"{where}: {one}" for one in page.evaluate(RUN, [options, thin]))

    for name, size in (("1280", DESK), ("390", PHONE)):
        _stretch(page, size)
        run(name, STRUCTURE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            run(f"{name} {scheme}", COLOUR, thin=True)
        _note_overflow(page, name, found)
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
