/* Advice on plain language beside the text, while somebody writes. Without JavaScript it stands on the page of the
   third step. It is asked for by a button first; from then on it follows the text after each pause. */
(() => {
  "use strict";

  const PAUSE = 1500; // milliseconds without typing

  function currentText(area) {
    const editor = window.CKEDITOR && window.CKEDITOR.instances[area.id];
    return editor ? editor.getData() : area.value;
  }

  async function ask(box, area) {
    const words = new FormData();
    words.append("text", currentText(area));
    words.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(box.dataset.advice, { method: "POST", body: words, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  }

  function start(box) {
    const area = document.getElementById(box.dataset.adviceFor);
    if (!area) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = "Ist der Text leicht zu lesen?";
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    box.append(button, place);

    let shown = "";
    async function refresh() {
      const text = currentText(area);
      if (text === shown) return;
      try {
        place.replaceChildren(await ask(box, area));
        shown = text;
      } catch {
        place.textContent = "Das geht gerade nicht. Ihr Text ist nicht betroffen.";
      }
    }

    let timer = 0;
    function later() {
      clearTimeout(timer);
      timer = setTimeout(refresh, PAUSE);
    }

    button.addEventListener("click", () => {
      refresh().then(() => {
        place.setAttribute("role", "group"); // from now on it changes quietly
        area.form.addEventListener("input", later);
        area.form.addEventListener("keyup", later);
      });
    });
  }

  document.querySelectorAll("[data-advice]").forEach(start);
})();
