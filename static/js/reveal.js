// "Kennwort anzeigen" beside every password field marked data-reveal. Without JavaScript the field stays as it is.
for (const field of document.querySelectorAll("input[data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.setAttribute("aria-controls", field.id);
  const show = (visible) => {
    field.type = visible ? "text" : "password";
    button.textContent = visible ? "Kennwort verbergen" : "Kennwort anzeigen";
  };
  show(false);
  button.addEventListener("click", () => show(field.type === "password"));
  // Sent as a password again, or browsers would offer the word in other forms.
  field.form.addEventListener("submit", () => show(false));
  field.after(button);
}
