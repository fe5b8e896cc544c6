/* Turns every [data-editor] into a text editor with buttons. Until CKEditor is there, and wherever it does not come,
   the text field with its light marks stays as the server wrote it. */
(() => {
  "use strict";

  const PLUGINS = [
    "basicstyles", "blockquote", "clipboard", "divarea", "enterkey", "list", "pastefromgdocs", "pastefromlibreoffice",
    "pastefromword", "removeformat", "tabletools", "toolbar", "undo",
  ];
  /* name: [command, word on the button]; the words say what a screen reader says, too. */
  const BUTTONS = {
    Heading: ["portalHeading", "Überschrift"],
    Subheading: ["portalSubheading", "kleine Überschrift"],
    Paragraph: ["portalParagraph", "Absatz"],
    Bold: ["bold", "Fett"],
    Italic: ["italic", "Kursiv"],
    BulletedList: ["bulletedlist", "Liste"],
    NumberedList: ["numberedlist", "nummerierte Liste"],
    Blockquote: ["blockquote", "Zitat"],
    Link: ["portalLink", "Link"],
    Unlink: ["portalUnlink", "Link entfernen"],
    Table: ["portalTable", "Tabelle"],
    RowAfter: ["portalRow", "Zeile dazu"],
    RowAway: ["rowDelete", "Zeile weg"],
    ColumnAfter: ["columnInsertAfter", "Spalte dazu"],
    ColumnAway: ["columnDelete", "Spalte weg"],
    TableAway: ["portalTableAway", "Tabelle weg"],
    RemoveFormat: ["removeFormat", "Format entfernen"],
    Undo: ["undo", "Rückgängig"],
    Redo: ["redo", "Wiederholen"],
  };
  /* Out of place until the cursor stands in a table or a link. */
  const SOMETIMES = ["portalRow", "rowDelete", "columnInsertAfter", "columnDelete", "portalTableAway", "portalUnlink"];
  const STYLES = { portalHeading: "h2", portalSubheading: "h3", portalParagraph: "p" };

  const TABLE = `<table><thead>${row("th")}</thead><tbody>${row("td")}${row("td")}</tbody></table>`;

  function row(cell) {
    return `<tr>${`<${cell}>&nbsp;</${cell}>`.repeat(2)}</tr>`;
  }

  function settings(root, title) {
    return {
      customConfig: "", plugins: PLUGINS.join(), language: "de", defaultLanguage: "de", title, applicationTitle: title,
      allowedContent: root.dataset.editorAllowed, disallowedContent: "*[on*,style,class]; *{*}; *(*)",
      versionCheck: false, fullPage: false, stylesSet: false, contentsCss: [], height: "auto", tabSpaces: 0,
      forcePasteAsPlainText: false, disableNativeSpellChecker: false, entities: false, toolbarCanCollapse: false,
      toolbar: [Object.keys(BUTTONS)],
    };
  }

  function insertTable(editor) {
    editor.insertHtml(TABLE); // leaves the cursor in the last cell; people begin with the first
    moveInto(editor, editor.elementPath().contains("table", true).findOne("th"));
  }

  function moveInto(editor, cell) {
    const range = editor.createRange();
    range.moveToElementEditStart(cell);
    range.select();
  }

  /* Below the head of a table begins its body; a second row of heads is never meant. */
  function addRow(editor) {
    const head = editor.elementPath().contains("thead", true);
    const body = head && head.getParent().findOne("tbody td");
    if (body) moveInto(editor, body);
    editor.execCommand(body ? "rowInsertBefore" : "rowInsertAfter");
  }

  function removeTable(editor) {
    const table = editor.elementPath().contains("table", true);
    const range = editor.createRange();
    range.moveToPosition(table, window.CKEDITOR.POSITION_BEFORE_START);
    table.remove();
    range.select();
  }

  function addButtons(editor) {
    for (const [command, element] of Object.entries(STYLES)) {
      const style = new window.CKEDITOR.style({ element });
      editor.addCommand(command, new window.CKEDITOR.styleCommand(style));
      editor.attachStyleStateChange(style, (state) => { editor.getCommand(command).setState(state); });
    }
    editor.addCommand("portalTable", { exec: () => insertTable(editor) });
    const refresh = function (current, path) {
      this.setState(window.CKEDITOR[path.contains("table", true) ? "TRISTATE_OFF" : "TRISTATE_DISABLED"]);
    };
    editor.addCommand("portalRow", { contextSensitive: true, exec: () => addRow(editor), refresh });
    editor.addCommand("portalTableAway", { contextSensitive: true, exec: () => removeTable(editor), refresh });
    for (const [name, [command, label]] of Object.entries(BUTTONS)) editor.ui.addButton(name, { command, label });
  }

  const SAFE = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))/i;

  function link(element) {
    const { href, "data-cke-saved-href": saved } = element.attributes;
    if (!SAFE.test((saved || href || "").trim())) element.replaceWithChildren();
  }

  /* No comments in either direction, no links that could run, and none of the hard spaces that browsers type. */
  function addRules(editor) {
    const comment = () => false;
    const text = (words) => words.replace(/&nbsp;|\u00a0/g, " ");
    editor.dataProcessor.dataFilter.addRules({ comment, elements: { a: link } }, { applyToAll: true });
    editor.dataProcessor.htmlFilter.addRules({ comment, text, elements: { a: link } }, { applyToAll: true });
  }

  /* CKEditor keeps the selection when the focus goes to a button, but waits for an event browsers no longer send;
     and it looks at the selection only now and then, too late for quick fingers. */
  function keepSelection(editor) {
    const box = editor.editable().$;
    box.addEventListener("blur", () => {
      editor.selectionChange(true);
      box.dispatchEvent(new Event("DOMFocusOut"));
    });
  }

  /* What the page says about the field holds for the editor as well; label and error summary lead into it. */
  function tieToField(editor, area, label, described) {
    const box = editor.editable().$;
    box.removeAttribute("title"); // the label says it already; a tooltip would only lie over the text
    if (label) { // it names what takes the text; `for` would go on naming the field that is hidden now
      label.id ||= `${area.id}_label`;
      label.removeAttribute("for");
      box.removeAttribute("aria-label");
      box.setAttribute("aria-labelledby", label.id);
    }
    if (described) box.setAttribute("aria-describedby", described);
    if (area.closest(".field--wrong")) box.setAttribute("aria-invalid", "true");
    document.addEventListener("click", (event) => {
      const isLabel = Boolean(label && label.contains(event.target));
      if (!isLabel && !event.target.closest(`a[href="#${area.id}"]`)) return;
      event.preventDefault();
      editor.focus();
      box.scrollIntoView({ block: "center" });
    });
  }

  function start(root) {
    const area = root.querySelector("textarea");
    const form = root.querySelector("[data-editor-form]");
    const label = document.querySelector(`label[for="${area.id}"]`);
    const described = [area.getAttribute("aria-describedby"), root.querySelector("[data-editor-keys]").id];
    // After "back" the browser has put the HTML sent before into the field again; it is newer than the stored one.
    if (form.value !== "html") area.value = root.querySelector("[data-editor-html]").value;
    form.value = "html";
    area.required = false; // the server says it in a sentence; the browser could not point at a field it hides
    root.classList.add("editor--started");
    const title = `Textfeld: ${label ? label.firstChild.textContent.trim() : area.name}`;
    const editor = window.CKEDITOR.replace(area, settings(root, title));
    // The word of a button stands there for everybody, so no second wording and no tooltip.
    editor.on("pluginsLoaded", () => {
      window.tamePasting(window.CKEDITOR);
      window.addLinks(editor, root.querySelector("dialog"));
      addButtons(editor);
      addRules(editor);
    });
    // Tab belongs to the reader who wants to go on, in lists and tables too.
    editor.on("key", (event) => { if (event.data.domEvent.getKey() === 9) event.stop(); }, null, null, 1);
    editor.on("blur", () => { editor.updateElement(); });
    editor.on("instanceReady", () => {
      keepSelection(editor);
      tieToField(editor, area, label, described.filter(Boolean).join(" "));
      SOMETIMES.forEach((name) => editor.getCommand(name).disable());
    });
  }

  /* The tools for tables ask for CKEditor's own menu of the right mouse button; the browser's with its spelling stays. */
  function withoutMenu() {
    window.CKEDITOR.plugins.registered.tabletools.requires = ["dialog"];
  }

  const roots = document.querySelectorAll("[data-editor]");
  if (!roots.length) return;
  window.CKEDITOR_BASEPATH = roots[0].dataset.editorFolder;
  const script = document.createElement("script");
  script.src = roots[0].dataset.editor;
  script.addEventListener("load", () => { withoutMenu(); roots.forEach(start); });
  document.head.append(script);
})();
