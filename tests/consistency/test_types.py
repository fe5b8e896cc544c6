"""Where types are passed over, it says why: for the usual kinds here, for all else in the line itself."""

import ast
import re

from tests.consistency.sources import FUNCTIONS, code, read

IGNORED = re.compile(r"# type: ignore\[(?P<codes>[^\]]+)\](?:  # (?P<reason>.+))?$")

# What stands in the line, and which complaint is passed over → why.
PASSED_OVER = {
    (r"objects: ClassVar\[\w+QuerySet\] = \w+QuerySet\.as_manager\(\)", "assignment"): (
        "Made into a manager, a query set keeps its words; django-stubs makes it a type of its own that no name has."
    ),
    (r"\bfields?\b.*\.(?:mark_optional|choices|queryset|empty_label) = |^others\.choices = ", "attr-defined"): (
        "By its name a form gives a field of any kind. Whether it is marked as optional, our own templates read."
    ),
    (r"\b(?:_meta\.get_field\(|field\.verbose_name)", "union-attr"): (
        "get_field() may give a relation that nobody declared, which has no label; here it is asked for columns."
    ),
    (r"^(?:from|import) (?:feedparser|psycopg2)\b", "import-untyped"): "A library without types.",
    (r"^class \w+\(.*\b(?:StrictFeedParser|LooseFeedParser|Logger)\)", "misc"): "Derived from a class without types.",
}


def ignored():
    for path in code():
        for number, line in enumerate(read(path).splitlines(), start=1):
            if found := IGNORED.search(line):
                yield str(path), number, line.strip(), found["codes"], found["reason"]


def is_known(line, codes):
    return any(codes == code and re.search(pattern, line) for pattern, code in PASSED_OVER)


def test_whoever_passes_over_a_complaint_says_why():
    unexplained = [
        f"{path}:{number}: {line}"
        for path, number, line, codes, reason in ignored()
        if not reason and not is_known(line, codes)
    ]
    assert unexplained == []


def test_no_kind_is_explained_that_no_longer_occurs():
    lines = [(line, codes) for _, _, line, codes, _ in ignored()]
    unused = [
        pattern
        for pattern, code in PASSED_OVER
        if not any(codes == code and re.search(pattern, line) for line, codes in lines)
    ]
    assert unused == []


def test_every_complaint_is_passed_over_by_its_name_and_in_one_form():
    """ruff (PGH003) asks for the name; this for the two blanks before the reason, or nobody finds it above."""
    odd = [
        f"{path}:{number}"
        for path in code()
        for number, line in enumerate(read(path).splitlines(), start=1)
        if "# type: ignore" in line and not IGNORED.search(line)
    ]
    assert odd == []


# --- Any in a signature -------------------------------------------------------------------------------------------

# Words for values of which each has its own kind: cleaned data, the context of a template, JSON. And rows of any model.
COLLECTIONS = {"dict", "Mapping", "QuerySet", "models.QuerySet", "Paging"}
# Arguments that mean the same everywhere.
OF_ANY_KIND = {
    "data": "What a browser has sent, nothing, or what stands in JSON: only a form or a reader knows.",
    "files": "What a browser has sent, or nothing.",
    "initial": "What stands in a field before somebody types.",
    "row": "A picture or a document, of whatever it belongs to.",
    "value": "Of a field, as it was sent or as it is kept.",
}
# Methods that others call: their classes say what comes and what goes.
SIGNED_ELSEWHERE = {
    "Django's fields and widgets": """
        bound_data clean deconstruct formfield get_db_prep_save get_placeholder has_changed label_from_instance pre_save
        prepare_value render to_python value_from_datadict
    """,
    "Django's forms, lists of forms and views": "add_error add_fields form_valid",
    "Django's administration": """
        changelist_view get_queryset has_delete_permission lookups queryset save_form save_model save_related
    """,
    "Django's backends, caches, feeds, finders, logs, sitemaps and uploads": """
        _base_set add_item_elements find formatException get_urls handle_raw_input has_perm list
    """,
    "allauth": """
        clean_credential generate_authenticator_name get_email_verification_redirect_url get_reauthentication_methods
        pre_login respond_user_inactive
    """,
    "feedparser, gunicorn and markdownify": "atoms process_text setup startElementNS unknown_starttag",
}
# Where a library without types hands everything over.
WITHOUT_TYPES = {
    "core/web/feeds.py": "feedparser",
    "core/richtext/marks.py": "markdownify",
    "core/media/pdf_inspection.py": "pypdf: any object of a file",
    "events/places/sharing.py": "scipy",
}
# Where things of any kind are published, by people whom the ground floor knows no more of than that they are somebody.
OF_ANY_MODEL = ("core/publishing/", "offices/publishing/", "news/publishing.py", "events/planning/publishing.py")
HOOKS = {name for names in SIGNED_ELSEWHERE.values() for name in names.split()}
ANY_FOR = re.compile(r"# Any: \S.+")


class _WithoutCollections(ast.NodeTransformer):
    def visit_Subscript(self, node):
        if ast.unparse(node.value) in COLLECTIONS:
            return ast.Name("object")
        return self.generic_visit(node)


def is_any(annotation):
    if annotation is None:
        return False
    rest = _WithoutCollections().visit(ast.parse(ast.unparse(annotation), mode="eval"))
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(rest))


def signatures_with_any():
    """What a function passes on unread (*args, **options) is left out."""
    for path in code():
        text = read(path)
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTIONS):
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                names = [argument.arg for argument in every if is_any(argument.annotation)]
                names += ["return"] * is_any(node.returns)
                if names:
                    yield str(path), node.name, names, "\n".join(lines[node.lineno - 1 : node.body[0].lineno - 1])


def test_a_signature_that_takes_anything_says_why():
    unexplained = [
        f"{path}:{name}({', '.join(names)})"
        for path, name, names, written in signatures_with_any()
        if not (name in HOOKS or path in WITHOUT_TYPES or set(names) <= OF_ANY_KIND.keys() or ANY_FOR.search(written))
        and not path.startswith(OF_ANY_MODEL)
    ]
    assert unexplained == []


def test_no_reason_for_anything_is_left_over():
    found = list(signatures_with_any())
    assert {name for _, name, _, _ in found} >= HOOKS
    assert {path for path, _, _, _ in found} >= WITHOUT_TYPES.keys()
    assert {name for _, _, names, _ in found for name in names} >= OF_ANY_KIND.keys()
