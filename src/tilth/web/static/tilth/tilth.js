// Only adds: every page does its whole job without this file.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// Text typed into a form is kept until it is sent, so that a time-out loses nothing.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const name = "kept:" + location.pathname + ":" + form.dataset.keep;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const kept = JSON.parse(sessionStorage.getItem(name) || "{}");
  for (const field of fields) if (!field.value && kept[field.name]) field.value = kept[field.name];
  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    sessionStorage.setItem(name, JSON.stringify(now));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(name));
}
