// Marks who is there while there is no connection. Each press is kept on this device until the server has it; sending
// the same mark twice is one mark. Without JavaScript every button sends its form as usual.
const list = document.querySelector("[data-attendance]");
const note = document.querySelector("[data-waiting]");
const search = document.querySelector("[data-filter]");

if (list && note) {
  const store = `anwesenheit-${list.dataset.attendance}`;
  let sending = false;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(store)) || [];
    } catch {
      return [];
    }
  };

  const write = (marks) => {
    if (marks.length) localStorage.setItem(store, JSON.stringify(marks));
    else localStorage.removeItem(store);
    show(marks);
  };

  const show = (marks, why = "") => {
    const count = marks.length;
    const words = count === 1 ? "1 Vermerk wartet" : `${count} Vermerke warten`;
    note.hidden = !count && !why;
    note.textContent = why || (count ? `${words} auf Verbindung. Lassen Sie diese Seite offen.` : "");
  };

  // What a person's row says at once, before the server knows it
  const paint = (form, isThere) => {
    const button = form.querySelector("button");
    const name = button.querySelector(".visually-hidden");
    const count = document.querySelector("[data-count]");
    let state = form.querySelector(".state, [data-state]");
    if (isThere && !state) {
      state = document.createElement("strong");
      state.dataset.state = "";
      state.textContent = "✓ Ist da";
      form.insertBefore(state, button);
      count.textContent = Number(count.textContent) + 1;
    } else if (!isThere && state) {
      state.remove();
      count.textContent = Number(count.textContent) - 1;
    }
    button.firstChild.data = isThere ? "Doch nicht da" : "Ist da";
    button.classList.toggle("button--quiet", isThere);
    button.replaceChildren(button.firstChild, name);
    form.action = form.action.replace(/(ist-da|doch-nicht)\/$/, isThere ? "doch-nicht/" : "ist-da/");
  };

  const send = async (mark, token) => {
    const body = new URLSearchParams({ ...mark.fields, csrfmiddlewaretoken: token });
    const headers = { Accept: "application/json" };
    const answer = await fetch(mark.address, { method: "POST", body, headers, credentials: "same-origin" });
    if (!answer.ok || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      throw new Error("signed out");
    }
    return (await answer.json()).done;
  };

  const sendAll = async () => {
    if (sending) return;
    sending = true;
    const token = list.querySelector("[name=csrfmiddlewaretoken]").value;
    let refused = 0;
    try {
      for (let marks = read(); marks.length; marks = read()) {
        if (!(await send(marks[0], token))) refused += 1;
        write(read().filter((mark) => mark.id !== marks[0].id));
      }
      if (refused) show([], "Manche Vermerke gingen nicht: Die Personen stehen nicht mehr auf der Liste. Bitte laden Sie die Seite neu.");
    } catch (problem) {
      const out = problem.message === "signed out";
      show(read(), out ? "Sie sind abgemeldet. Ihre Vermerke sind noch auf diesem Gerät. Bitte laden Sie die Seite neu und melden Sie sich an." : "");
    }
    sending = false;
  };

  list.addEventListener("submit", (event) => {
    const form = event.target;
    const { anmeldung, wo } = Object.fromEntries(new FormData(form));
    const mark = { id: `${Date.now()}-${Math.random()}`, address: form.getAttribute("action"), fields: { anmeldung, wo } };
    try {
      write([...read(), mark]);
    } catch {
      return; // nothing can be kept here: the form goes its usual way
    }
    event.preventDefault();
    paint(form, /ist-da\/$/.test(mark.address));
    sendAll();
  });

  window.addEventListener("online", sendAll);
  setInterval(() => read().length && sendAll(), 15000);
  // What waited when the page was left
  for (const { fields, address } of read()) {
    const form = document.querySelector(`#p${fields.anmeldung} form`);
    if (form && form.elements.wo.value === fields.wo) paint(form, /ist-da\/$/.test(address));
  }
  show(read());
  if (read().length) sendAll();

  if (search) {
    const fold = (text) => text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss");
    search.addEventListener("input", () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      for (const row of list.children) row.hidden = !words.every((word) => row.dataset.key.includes(word));
    });
  }
}
