/* CKEditor 4 writes handlers and styles into its markup, which the portal's policy forbids. So they are taken out before
   the browser reads the markup and set by program instead: the page of an editor has the same strict policy as any other. */
(() => {
  "use strict";

  const TAG = /<[a-z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/gi;
  const ATTRIBUTE = /\s(on[a-z]+|style|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
  const CALL = /^(return )?CKEDITOR\.tools\.callFunction\((\d+) ?(?:, ?(this|event) ?)?\);?\s*(return false;?)?$/;
  const NOTHING = /^return false;?$/;
  const SIGNS = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" };

  const decoded = (text) => text.replace(/&(?:quot|#39|lt|gt|amp);/g, (sign) => SIGNS[sign]);

  /* The one form of handler that CKEditor's own buttons have; anything else is dropped. */
  function handler(code) {
    if (NOTHING.test(code)) return () => false;
    const [, returns, number, subject, stops] = CALL.exec(code) || [];
    if (number === undefined) return null;
    return function (event) {
      const answer = window.CKEDITOR.tools.callFunction(Number(number), subject === "this" ? this : event);
      if (stops) return false;
      return returns ? answer : undefined;
    };
  }

  /* Markup without handlers, styles and links that are script; what was taken is added to `taken`, one entry per tag. */
  function tamed(html, taken) {
    return html.replace(TAG, (tag) => {
      const found = [];
      const rest = tag.replace(ATTRIBUTE, (whole, name, double, single, bare) => {
        const value = decoded(double ?? single ?? bare);
        const kind = name.toLowerCase();
        if (kind === "href" && !/^[\s\u0000-\u001f]*javascript:/i.test(value)) return whole;
        found.push([kind, value.trim()]);
        return "";
      });
      if (!found.length) return tag;
      taken.push(found);
      return rest.replace(/^<[a-z0-9:-]+/i, (start) => `${start} data-tamed="${taken.length - 1}"`);
    });
  }

  function restore(element, found) {
    for (const [kind, value] of found || []) {
      if (kind === "style") element.style.cssText = value;
      else if (kind !== "href") element[kind] = handler(value);
    }
    element.removeAttribute("data-tamed");
  }

  function setHtml(html) {
    const taken = [];
    this.$.innerHTML = tamed(String(html), taken);
    if (taken.length) this.$.querySelectorAll("[data-tamed]").forEach((one) => restore(one, taken[one.dataset.tamed]));
    return html;
  }

  function tame(ckeditor) {
    const element = ckeditor.dom.element.prototype;
    const setAttribute = element.setAttribute;
    element.setHtml = setHtml;
    element.setAttribute = function (name, value) {
      if (name !== "style") return setAttribute.call(this, name, value);
      this.$.style.cssText = value;
      return this;
    };
    ckeditor.disableAutoInline = true; // or it would begin a second editor inside the first
    // All styles of the editor stand in static/editor/look.css.
    ckeditor.dom.document.prototype.appendStyleText = () => {};
    ckeditor.dom.document.prototype.appendStyleSheet = () => {};
    ckeditor.getCss = () => "";
    ckeditor.skin.loadPart = (part, done) => done && done();
    ckeditor.skin.getIconStyle = () => "";
  }

  /* What comes from Word brings a stylesheet. CKEditor would apply it in a hidden frame; nothing of it would be kept. */
  function withoutStylesheets(html) {
    const [, body] = /<body[^>]*>([\s\S]*)<\/body>/i.exec(html) || [null, html];
    const plain = body.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "");
    return { getBody: () => ({ getHtml: () => plain }) };
  }

  window.tamePasting = (ckeditor) => {
    whenAssigned(ckeditor.plugins.pastetools.filters, "common", (common) =>
      whenAssigned(common, "styles", (styles) => { styles.inliner.inline = withoutStylesheets; }));
  };

  /* `skin` is the last thing CKEditor defines before it touches the page: the moment to step in. */
  function whenAssigned(owner, name, then) {
    Object.defineProperty(owner, name, {
      configurable: true,
      set(value) {
        Object.defineProperty(owner, name, { value, configurable: true, enumerable: true, writable: true });
        then(value);
      },
    });
  }

  whenAssigned(window, "CKEDITOR", (ckeditor) => whenAssigned(ckeditor, "skin", () => tame(ckeditor)));
})();
