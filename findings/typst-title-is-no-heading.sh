#!/usr/bin/env bash
# typst 0.15.2: `title()` is tagged as Title, and the role map of the file makes that a paragraph (P). A document that
# passes as PDF/UA-1 thus has no heading where it begins: who jumps from heading to heading lands behind the title.
# Expected: the first heading level, or a refusal under pdf_standards=["ua-1"].
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
cat > "$folder/expected" <<'SEEN'
Title is shown to screen readers as P
tags: Document Title P
SEEN
(cd "$folder" && env/bin/python - > seen <<'PYTHON'
import io
import pypdf
import typst

with open("list.typ", "w", encoding="utf-8") as file:
    file.write('#set document(title: "Liste")\n#set text(lang: "de")\n#title()\nEin Absatz.\n')
reader = pypdf.PdfReader(io.BytesIO(typst.compile("list.typ", pdf_standards=["ua-1"])))
root = reader.trailer["/Root"]["/StructTreeRoot"]


def tags(node):
    node = node.get_object()
    if isinstance(node, list):
        return [tag for part in node for tag in tags(part)]
    if not isinstance(node, dict):
        return []
    return [node["/S"][1:]] * ("/S" in node) + tags(node.get("/K", pypdf.generic.ArrayObject()))


print("Title is shown to screen readers as", root["/RoleMap"]["/Title"][1:])
print("tags:", *tags(root["/K"]))
PYTHON
)
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "typst behaves differently now."; exit 1; }
