"""The colours of a picture that is a file of its own; on a page they come from the page."""

from django.utils.safestring import SafeString

_LIGHT = {
    "page": "#fdfcfb", "card": "#ffffff", "line": "#dcd9d6", "strong": "#8d8a94", "text": "#26232e",
    "muted": "#615d6a", "marketing": "#b35a1f", "it": "#2f6fa8", "good": "#256b3f", "warning": "#7a5200",
    "bad": "#a3281f", "sunken": "#f5f3f1",
}  # fmt: skip
_DARK = {
    "page": "#1b1920", "card": "#232129", "line": "#3b3842", "strong": "#8a8692", "text": "#eae8ed",
    "muted": "#aaa6b0", "marketing": "#e29a5f", "it": "#74aedd", "good": "#86cf9c", "warning": "#e5bd69",
    "bad": "#f09a8e", "sunken": "#28262f",
}  # fmt: skip


def _tokens(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


_RULES = """
svg{background:var(--page);font:12px system-ui,sans-serif;color:var(--text)}
text{fill:var(--text)}.bp-layer{fill:var(--sunken)}.bp-layer-name{font-weight:600;fill:var(--muted)}
.bp-group rect{fill:none;stroke:var(--line)}.bp-group text{font-size:11px;fill:var(--muted)}
.bp-line,.bp-tip{fill:none;stroke:var(--strong);stroke-width:1;opacity:.55}
.bp-line[data-kind=places]{opacity:.3}.bp-line[data-many]{stroke-width:2}
.bp-line[data-broken],.bp-tip[data-broken]{stroke:var(--bad);stroke-dasharray:5 3;opacity:1}
[data-mark=comes].bp-line,[data-mark=comes].bp-tip{stroke:var(--good);opacity:1}
[data-mark=goes].bp-line,[data-mark=goes].bp-tip{stroke:var(--bad);stroke-dasharray:2 3;opacity:1}
.bp-card,.bp-behind{fill:var(--card);stroke:var(--strong)}
[data-stage=planned] .bp-card{stroke-dasharray:5 3}[data-stage=phasing_out] .bp-card{stroke:var(--warning)}
[data-mark=comes] .bp-card{stroke:var(--good);stroke-width:2}
[data-mark=goes] .bp-card{stroke:var(--bad);stroke-dasharray:2 3}
[data-mark=goes] text{text-decoration:line-through}
[data-mark=changes] .bp-card{stroke:var(--warning);stroke-width:2}
.bp-owner{fill:none;stroke:var(--muted);stroke-dasharray:2 1.6}
.bp-owner[data-side=marketing]{fill:var(--marketing);stroke:none}.bp-owner[data-side=it]{fill:var(--it);stroke:none}
.bp-owner[data-side=other]{fill:var(--muted);stroke:none}
.bp-sign circle{fill:var(--card);stroke:var(--bad)}.bp-sign path{fill:none;stroke:var(--bad);stroke-width:1.6}
.bp-sign[data-mark=comes] *{stroke:var(--good)}.bp-sign[data-mark=changes] *{stroke:var(--warning)}
.bp-fading{fill:var(--warning)}.bp-planned{fill:none;stroke:var(--muted);stroke-dasharray:2 1.6}
[data-found] .bp-card{stroke:var(--it);stroke-width:2.5}
"""
STYLE = SafeString(
    f"<style>svg{{{_tokens(_LIGHT)}}}@media(prefers-color-scheme:dark){{svg{{{_tokens(_DARK)}}}}}"
    f"{_RULES.replace(chr(10), '')}</style>"
)
