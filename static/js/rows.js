// Adds a row to a list of form fields in place. Without JavaScript the same button sends the form, and the server adds
// the row. The list has data-rows="prefix" and holds a <template> with an empty row.
function numbered(text, index) {
  return text.split("__prefix__").join(index).split("__nummer__").join(index + 1);
}

function number(node, index) {
  if (node.nodeType === Node.TEXT_NODE) node.data = numbered(node.data, index);
  for (const attribute of node.attributes || []) attribute.value = numbered(attribute.value, index);
  for (const child of node.childNodes) number(child, index);
}

for (const list of document.querySelectorAll("[data-rows]")) {
  const total = list.querySelector(`[name="${list.dataset.rows}-TOTAL_FORMS"]`);
  const blank = list.querySelector("template");
  const button = list.querySelector(`button[value="mehr-${list.dataset.rows}"]`);
  if (!total || !blank || !button) continue;
  button.addEventListener("click", (event) => {
    const index = Number(total.value);
    const row = blank.content.firstElementChild.cloneNode(true);
    event.preventDefault();
    number(row, index);
    blank.before(row);
    total.value = index + 1;
    row.querySelector("select, input").focus();
  });
}
