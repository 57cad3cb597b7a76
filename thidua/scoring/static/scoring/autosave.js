// What is typed on the score sheet is kept by itself: on the server, and on this machine while the line is cut.
// Runs after sheet.js, on its names: form, rows, fields, kept, put, mark.
"use strict";

const saved = form.querySelector("[data-saved]");
const shelf = `sheet:${form.dataset.who}:${location.pathname}${location.search}`;
const changed = () => rows.filter((row) => fields(row).some((field) => field.value !== kept.get(field)));
const inputs = (row) => [...row.querySelectorAll("input, select")];
let soon, under_way = false;

function shelve() {
  const waiting = changed().map((row) => [row.id, fields(row).map((field) => [field.name, field.value])]);
  if (waiting.length) localStorage.setItem(shelf, JSON.stringify(waiting));
  else localStorage.removeItem(shelf);
}
function say(sentence, trouble = false) {
  saved.textContent = sentence;
  saved.classList.toggle("wrong", trouble);
}

// Somebody else wrote the row meanwhile: both values stand there, and the one who types decides.
function disputed(row, other) {
  row.querySelector(".dispute")?.remove();
  const box = document.createElement("div");
  box.className = "dispute wrong";
  box.append(form.dataset.saidOther.replace("{who}", other.who || "?").replace("{value}", other.shown || "–"));
  const decide = (word, act) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: word });
    button.addEventListener("click", () => {
      row.querySelector("[name^='seen:']").value = other.seen;
      act();
      box.remove();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    box.append(" ", button);
  };
  decide(form.dataset.saidTheirs, () => {
    for (const field of fields(row)) { put(field, other.fields[field.name] ?? ""); kept.set(field, field.value); }
  });
  decide(form.dataset.saidMine, () => {});
  row.querySelector(".cell").before(box);
}

async function save() {
  clearTimeout(soon);
  const sent = changed().filter((row) => !row.querySelector(".dispute"));
  if (under_way || !sent.length) return;
  under_way = true;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const field of sent.flatMap(inputs)) data.set(field.name, field.value);
  const answer = await fetch(form.dataset.autosave, { method: "POST", body: data }).catch(() => null);
  const told = answer?.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
  under_way = false;
  if (!told) {
    say(answer ? form.dataset.saidSignIn : form.dataset.saidCut.replace("{n}", changed().length), true);
    if (!answer) soon = setTimeout(save, 5000);
    return;
  }
  for (const row of sent) {
    const seen = told.seen[row.id];
    if (!seen) continue;
    row.querySelector("[name^='seen:']").value = seen;
    for (const field of fields(row)) kept.set(field, data.get(field.name));
    row.dataset.changed = "";
  }
  for (const [code, other] of Object.entries(told.overtaken)) disputed(document.getElementById(code), other);
  mark();
  shelve();
  if (told.refused) say(told.refused, true);
  else if (Object.keys(told.seen).length) say(form.dataset.saidKept.replace("{at}", told.at));
}

form.addEventListener("input", () => { shelve(); clearTimeout(soon); soon = setTimeout(save, 1500); });
addEventListener("online", save);
form.addEventListener("submit", () => { clearTimeout(soon); localStorage.removeItem(shelf); });

// What was typed here and never reached the server comes back, to be seen and kept.
const left = JSON.parse(localStorage.getItem(shelf) ?? "[]");
let back = 0;
for (const [code, values] of left) {
  const row = document.getElementById(code);
  if (!row) continue;
  for (const [name, value] of values) {
    const field = form.elements[name];
    if (field && field.value !== value) { put(field, value); back = row ? back + 1 : back; }
  }
}
if (back) {
  say(form.dataset.saidBack);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
