"""One brand colour in, an accessible theme out.

An association enters one colour and, if it likes, one highlight colour. Hue and as much
chroma as the screen can show are kept; lightness moves until WCAG AA holds. So nobody can
configure a page that cannot be read. The result is served as a file: no inline style.
"""

import hashlib
import math
import re
from functools import lru_cache
from typing import NamedTuple

BRAND, SPARK = "#1d3fc0", "#ffbf2e"
WHITE, INK, PAPER, PANEL_DARK = "#ffffff", "#0b1230", "#f6f7fb", "#141b30"
SPARK_SOFT_GROUND = "#fff6df"
HASH_LENGTH = 12
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


class Check(NamedTuple):
    """One promise of the theme: two colours, their contrast, and what it must be at least."""

    pair: str
    contrast: float
    needed: float

    @property
    def holds(self) -> bool:
        return self.contrast >= self.needed


class Theme(NamedTuple):
    tokens: dict[str, tuple[str, str]]
    checks: tuple[Check, ...]


class LCH(NamedTuple):
    """A colour in OKLCH: lightness 0..1, chroma, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def is_colour(text: str) -> bool:
    return bool(_COLOUR.fullmatch(text or ""))


def normal(text: str) -> str:
    """``1D3`` → ``#11dd33``."""
    digits = text.lower().lstrip("#")
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2, between 1 and 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
def of(brand: str = BRAND, spark: str = SPARK) -> Theme:
    """All tokens for light and dark, and the proof that they can be read."""
    given, highlight = _to_lch(normal(brand)), _to_lch(normal(spark))
    light = _towards(given, against=PAPER, needed=5.0, step=-0.005)
    dark_start = LCH(max(given.lightness, 0.72), min(given.chroma, 0.16), given.hue)
    dark = _towards(dark_start, against=PANEL_DARK, needed=6.0, step=0.005)
    lit = highlight._replace(lightness=max(highlight.lightness, 0.78))
    candle = _towards(lit, against=INK, needed=8.0, step=0.005)  # always carries dark text
    tokens = _brand_tokens(given, light, dark) | _spark_tokens(highlight, candle)
    return Theme(tokens, _checks(tokens))


def css(brand: str = BRAND, spark: str = SPARK) -> str:
    """The theme as a style sheet, with its proof written into it."""
    theme = of(brand, spark)
    proof = "\n   ".join(
        f"{c.pair}: {c.contrast:.2f}:1 (at least {c.needed})" for c in theme.checks
    )
    lines = "\n".join(
        f"    --{name}: light-dark({a}, {b});" for name, (a, b) in theme.tokens.items()
    )
    return (
        f"/* made by theme.py from {normal(brand)} and {normal(spark)}\n   {proof} */\n"
        f"@layer tokens {{\n  :root {{\n{lines}\n  }}\n}}\n"
    )


@lru_cache(maxsize=256)
def content_hash(brand: str, spark: str) -> str:
    return hashlib.sha256(css(brand, spark).encode()).hexdigest()[:HASH_LENGTH]


def _brand_tokens(given: LCH, light: str, dark: str) -> dict[str, tuple[str, str]]:
    chroma, hue = given.chroma, given.hue
    at, at_dark = _to_lch(light).lightness, _to_lch(dark).lightness
    return {
        "brand": (light, dark),
        "brand-strong": (
            _hex(LCH(max(0.2, at - 0.10), chroma, hue)),
            _hex(LCH(min(0.95, at_dark + 0.09), min(chroma, 0.12), hue)),
        ),
        "on-brand": (WHITE, INK),
        "brand-soft": (
            _hex(LCH(0.955, min(chroma, 0.028), hue)),
            _hex(LCH(0.27, min(chroma, 0.07), hue)),
        ),
        "brand-line": (
            _hex(LCH(0.86, min(chroma, 0.07), hue)),
            _hex(LCH(0.40, min(chroma, 0.10), hue)),
        ),
        "leaf-a": (light, _hex(LCH(max(0.34, min(at, 0.46)), chroma, hue))),
        "on-leaf-a": (WHITE, WHITE),
        "night": (_hex(LCH(0.21, min(chroma, 0.09), hue)), _hex(LCH(0.17, min(chroma, 0.06), hue))),
    }


def _spark_tokens(given: LCH, candle: str) -> dict[str, tuple[str, str]]:
    chroma, hue = given.chroma, given.hue
    written = _towards(
        LCH(0.5, min(chroma, 0.12), hue), against=SPARK_SOFT_GROUND, needed=5.5, step=-0.005
    )
    return {
        "leaf-b": (candle, candle),
        "on-leaf-b": (INK, INK),
        "spark": (candle, candle),
        "spark-soft": (
            _hex(LCH(0.96, min(chroma, 0.06), hue)),
            _hex(LCH(0.30, min(chroma, 0.06), hue)),
        ),
        "spark-ink": (written, candle),
    }


def _checks(tokens: dict[str, tuple[str, str]]) -> tuple[Check, ...]:
    (brand, brand_dark), (soft, soft_dark) = tokens["brand"], tokens["brand-soft"]
    return (
        Check("white on brand", contrast(WHITE, brand), 4.5),
        Check("white on brand-strong", contrast(WHITE, tokens["brand-strong"][0]), 4.5),
        Check("brand on paper", contrast(brand, PAPER), 4.5),
        Check("brand on brand-soft", contrast(brand, soft), 4.5),
        Check("dark: ink on brand", contrast(INK, brand_dark), 4.5),
        Check("dark: brand on panel", contrast(brand_dark, PANEL_DARK), 4.5),
        Check("dark: brand on brand-soft", contrast(brand_dark, soft_dark), 4.5),
        Check("ink on spark", contrast(INK, tokens["spark"][0]), 4.5),
        Check(
            "spark-ink on spark-soft",
            contrast(tokens["spark-ink"][0], tokens["spark-soft"][0]),
            4.5,
        ),
        Check(
            "dark: spark-ink on spark-soft",
            contrast(tokens["spark-ink"][1], tokens["spark-soft"][1]),
            4.5,
        ),
        Check("white on night", contrast(WHITE, tokens["night"][0]), 7),
        Check("dark: white on leaf-a", contrast(WHITE, tokens["leaf-a"][1]), 4.5),
    )


def _towards(start: LCH, *, against: str, needed: float, step: float) -> str:
    """Move the lightness by ``step`` until the contrast with ``against`` is at least ``needed``."""
    lightness = start.lightness
    while (
        0 < lightness < 1 and contrast(_hex(start._replace(lightness=lightness)), against) < needed
    ):
        lightness += step
    return _hex(start._replace(lightness=max(0.0, min(1.0, lightness))))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _to_lch(colour: str) -> LCH:
    red, green, blue = (_linear(part) for part in _parts(colour))
    l, m, s = (  # noqa: E741 - the names of the cones
        max(0.0, cone) ** (1 / 3)
        for cone in (
            0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
            0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
            0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
        )
    )
    a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
    return LCH(
        0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, math.hypot(a, b), math.atan2(b, a)
    )


def _hex(colour: LCH) -> str:
    """As the screen can show it: chroma goes down until the colour lies in sRGB."""
    chroma = colour.chroma
    while True:
        linear = _to_linear_rgb(colour.lightness, chroma, colour.hue)
        if chroma < 0.002 or all(-0.0005 <= part <= 1.0005 for part in linear):
            clipped = (_gamma(max(0.0, min(1.0, part))) for part in linear)
            return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in clipped)
        chroma *= 0.97


def _to_linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    l, m, s = (  # noqa: E741 - the names of the cones
        cone**3
        for cone in (
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.291485548 * b,
        )
    )
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    )
