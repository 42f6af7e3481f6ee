// Only adds: telling works wholly without this file.
// What is typed stays on this device until it is sent, so that a lost line or a time-out loses
// nothing. It says so, and forgets it when asked. Nothing is sent from here.
const BEFORE = "tilth-draft:";
const skip = (field) =>
  !field.name || ["hidden", "file", "submit"].includes(field.type) || field.name === "code";

const store = {
  read(name) {
    try { return JSON.parse(localStorage.getItem(BEFORE + name)); } catch { return null; }
  },
  keep(name, told) {
    try { localStorage.setItem(BEFORE + name, JSON.stringify(told)); return true; } catch { return false; }
  },
  drop(name) {
    try { localStorage.removeItem(BEFORE + name); } catch { /* it kept nothing */ }
  },
};

function typed(form) {
  const told = {};
  for (const field of form.elements) {
    if (skip(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      (told[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else {
      told[field.name] = field.value;
    }
  }
  return told;
}

function putBack(form, told) {
  for (const field of form.elements) {
    if (skip(field) || !(field.name in told)) continue;
    const kept = told[field.name];
    if (Array.isArray(kept)) field.checked = kept.includes(field.value);
    else field.value = kept;
    if (field.value && field.type !== "checkbox" && field.type !== "radio") open(field);
  }
}

function open(field) {
  const part = field.closest("details");
  if (part && field.tagName !== "SELECT") part.open = true;
}

const says = document.querySelector("[data-draft-says]");

function tell(words, name, form) {
  if (!says) return;
  says.hidden = false;
  says.textContent = words;
  if (!name) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tilth-plain";
  button.textContent = "Forget it";
  button.addEventListener("click", () => {
    store.drop(name);
    form.reset();
    clearTimeout(form.waiting);
    tell("Forgotten. Nothing is kept on this device.");
  });
  says.append(" ", button);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = form.dataset.draft;
  const begun = JSON.stringify(typed(form));
  const kept = store.read(name);
  const wrong = document.querySelector(".nhsuk-error-summary");
  if (kept && !wrong && JSON.stringify(kept) !== begun) {
    putBack(form, kept);
    tell("What you wrote before was kept on this device, and is here again.", name, form);
  }
  const keep = () => {
    if (store.keep(name, typed(form))) {
      tell("What you write is kept on this device, and nowhere else, until you send it.", name, form);
    }
  };
  let first = true;
  form.addEventListener("input", () => {
    clearTimeout(form.waiting);
    if (first) { first = false; keep(); }
    else form.waiting = setTimeout(() => store.keep(name, typed(form)), 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(form.waiting);
    if (!store.keep(name, typed(form))) return;
    sessionStorage.setItem(BEFORE + "sending", name);
    if (navigator.onLine) return;
    event.preventDefault();
    tell("There is no connection just now. What you wrote is kept on this device: send it again later.", name, form);
    says.scrollIntoView();
  });
}
// A page that says it arrived: the draft has done its work.
if (document.querySelector("[data-draft-sent]")) {
  const name = sessionStorage.getItem(BEFORE + "sending");
  if (name) store.drop(name);
  sessionStorage.removeItem(BEFORE + "sending");
}
