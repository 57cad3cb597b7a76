// A comfort: rows move, come and go without a round trip; without it the same buttons ask the server.
// What is typed is kept by itself: on the server, and on this machine while the line is cut.
"use strict";
const rows = document.querySelector("[data-rows]");
const fresh = document.querySelector("template[data-fresh]");
const form = rows.closest("form");
const saved = form.querySelector("[data-saved]");
const shelf = `article:${form.dataset.who}:${location.pathname}`;
let turn = form.dataset.turn, soon, under_way = false, disputed = false;

function settle() {
  rows.querySelectorAll("[data-row]").forEach((row, at) => {
    row.querySelector("[data-number]").textContent = at + 1;
    for (const button of row.querySelectorAll("[data-arrange]")) button.value = `${button.dataset.arrange}-${at}`;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.setAttribute("data-dirty", "");
}

function named(row) {
  const name = `j${Math.random().toString(36).slice(2, 9)}`;
  row.querySelector("[data-row-name]").value = name;
  for (const box of row.querySelectorAll("[data-picture]")) box.value = `${name}:${box.dataset.picture}`;
}

const verbs = {
  up: (row) => row.previousElementSibling?.before(row),
  down: (row) => row.nextElementSibling?.after(row),
  remove: (row) => row.remove(),
  add: (row) => {
    const made = fresh.content.cloneNode(true);
    named(made);
    if (row) row.after(made); else rows.append(made);
    (row ? row.nextElementSibling : rows.lastElementChild).querySelector("textarea").focus();
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-arrange]");
  if (!button) return;
  event.preventDefault();
  verbs[button.dataset.arrange](button.closest("[data-row]"));
  settle();
  if (button.isConnected && button.dataset.arrange !== "add") button.focus();
});
rows.addEventListener("keydown", (event) => {
  const verb = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!verb || !event.altKey) return;
  event.preventDefault();
  const typing = document.activeElement;
  verbs[verb](event.target.closest("[data-row]"));
  settle();
  typing.focus();
});

// Dragged by the grip.
let dragged = null;
rows.addEventListener("pointerdown", (event) => {
  const row = event.target.closest("[data-grip]")?.closest("[data-row]");
  for (const one of rows.querySelectorAll("[data-row]")) one.draggable = one === row;
});
rows.addEventListener("dragstart", (event) => { dragged = event.target; dragged.classList.add("dragged"); });
rows.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-row]");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
});
rows.addEventListener("drop", (event) => event.preventDefault());
rows.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  if (dragged) { dragged.draggable = false; settle(); }
  dragged = null;
});

// Kept by itself.
function say(sentence, trouble = false) {
  saved.textContent = sentence;
  saved.classList.toggle("wrong", trouble);
}
function typed() {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  data.delete("over");
  return [...data].map(([name, value]) => [name, String(value)]);
}
function dispute(told) {
  disputed = true;
  say(told.refused, true);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: form.dataset.saidMine });
  button.addEventListener("click", () => { disputed = false; turn = told.other; button.remove(); keep(); });
  saved.after(button);
}
async function keep() {
  clearTimeout(soon);
  if (under_way || disputed) return;
  under_way = true;
  const pairs = typed(), data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("turn", turn);
  const answer = await fetch(form.dataset.autosave, { method: "POST", body: data }).catch(() => null);
  const told = answer?.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
  under_way = false;
  if (!told) {
    say(answer ? form.dataset.saidSignIn : form.dataset.saidCut, true);
    if (!answer) soon = setTimeout(keep, 5000);
    return;
  }
  if (told.refused) {
    if (told.other) dispute(told); else say(told.refused, true);
    return;
  }
  turn = told.turn;
  localStorage.removeItem(shelf);
  say(form.dataset.saidKept.replace("{at}", told.at));
}
form.addEventListener("input", () => {
  localStorage.setItem(shelf, JSON.stringify(typed()));
  clearTimeout(soon);
  soon = setTimeout(keep, 1500);
});
addEventListener("online", keep);
form.addEventListener("submit", () => { clearTimeout(soon); localStorage.removeItem(shelf); });

// What was typed here while the line was cut and never reached the server comes back.
function restore(pairs) {
  const of = (name) => pairs.filter(([key]) => key === name).map(([, value]) => value);
  for (const name of ["title", "standfirst", "byline", "source"]) {
    const [value] = of(name);
    if (value !== undefined && form.elements[name]) form.elements[name].value = value;
  }
  rows.replaceChildren();
  const names = of("row"), albums = of("album");
  of("kind").forEach((kind, at) => {
    rows.append(fresh.content.cloneNode(true));
    const row = rows.lastElementChild;
    named(row);
    row.querySelector("[name=kind]").value = kind;
    row.querySelector("[name=text]").value = of("text")[at] ?? "";
    row.querySelector("[name=picture]").value = of("picture")[at] ?? "";
    row.querySelector("[name=traces]").value = of("traces")[at] ?? "";
    for (const box of row.querySelectorAll("[data-picture]")) box.checked = albums.includes(`${names[at]}:${box.dataset.picture}`);
  });
  settle();
}
const left = JSON.parse(localStorage.getItem(shelf) ?? "null");
if (left && JSON.stringify(left) !== JSON.stringify(typed())) {
  restore(left);
  say(form.dataset.saidBack);
} else localStorage.removeItem(shelf);
