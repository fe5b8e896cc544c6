/* "Link" and "Link entfernen" of the text editor: one question instead of CKEditor's dialog with its twenty fields. */
(() => {
  "use strict";

  const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
  const PHONE = /^\+?[\d\s()/.-]{5,}$/;
  const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;
  const KNOWN = /^(?:https?:\/\/|mailto:|tel:)/i;
  const HOST = /^[^\s/?#]+\.[^\s/?#.]{2,}(?:[/?#]\S*)?$/;

  /* What was typed as an address the browser understands, or "" for what can't be one. */
  function addressOf(typed) {
    const text = typed.trim();
    if (KNOWN.test(text) || /^\/(?!\/)\S*$/.test(text)) return text;
    if (MAIL.test(text)) return `mailto:${text}`;
    if (PHONE.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
    return !SCHEME.test(text) && HOST.test(text) ? `https://${text}` : "";
  }

  const linkAt = (editor) => editor.elementPath()?.contains("a", true) || null;

  /* CKEditor takes a link for a thing like a picture unless told that it lies over words. */
  function linkStyle(definition) {
    return new window.CKEDITOR.style({ element: "a", type: window.CKEDITOR.STYLE_INLINE, ...definition });
  }

  function insert(editor, address, words) {
    const attributes = { href: address, "data-cke-saved-href": address };
    const existing = linkAt(editor);
    if (existing) {
      existing.setAttributes(attributes);
    } else if (words) {
      const link = editor.document.createElement("a", { attributes });
      link.setText(words);
      editor.insertElement(link);
    } else {
      editor.applyStyle(linkStyle({ attributes }));
    }
  }

  function ask(editor, dialog) {
    const address = dialog.querySelector("[data-editor-address]");
    const words = dialog.querySelector("[data-editor-words]");
    const existing = linkAt(editor);
    const kept = editor.getSelection().createBookmarks2(true);
    address.value = existing ? existing.getAttribute("href") : "";
    words.hidden = Boolean(existing) || editor.getSelection().getSelectedText() !== "";
    words.querySelector("input").value = "";
    dialog.querySelector(".error").hidden = true;
    address.removeAttribute("aria-invalid");
    dialog.returnToText = () => {
      dialog.returnToText = () => {};
      editor.focus();
      editor.getSelection().selectBookmarks(kept);
    };
    dialog.showModal();
    address.focus();
  }

  function answer(editor, dialog) {
    const typed = dialog.querySelector("[data-editor-address]");
    const words = dialog.querySelector("[data-editor-words]");
    const address = addressOf(typed.value);
    dialog.querySelector(".error").hidden = address !== "";
    typed.setAttribute("aria-invalid", String(address === ""));
    if (!address) return typed.focus();
    dialog.close();
    dialog.returnToText(); // at once; the event of closing comes later
    editor.fire("saveSnapshot");
    insert(editor, address, words.hidden ? "" : words.querySelector("input").value.trim() || typed.value.trim());
    editor.fire("saveSnapshot");
  }

  window.addLinks = (editor, dialog) => {
    document.body.append(dialog); // outside of the form, so that its fields are no part of it
    dialog.addEventListener("close", () => dialog.returnToText());
    dialog.querySelector("[data-editor-insert]").addEventListener("click", () => answer(editor, dialog));
    dialog.querySelector("[data-editor-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.localName !== "input") return;
      event.preventDefault();
      answer(editor, dialog);
    });
    const anyLink = linkStyle({ alwaysRemoveElement: 1 });
    editor.addCommand("portalLink", { async: true, exec: () => { ask(editor, dialog); } });
    editor.addCommand("portalUnlink", {
      contextSensitive: true,
      exec: () => { linkAt(editor)?.remove(true); editor.removeStyle(anyLink); },
      refresh(current, path) {
        this.setState(window.CKEDITOR[path.contains("a", true) ? "TRISTATE_OFF" : "TRISTATE_DISABLED"]);
      },
    });
    editor.setKeystroke(window.CKEDITOR.CTRL + 75, "portalLink"); // Ctrl+K, as everywhere
  };
})();
