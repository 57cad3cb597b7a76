// Files dropped on a criterion, or chosen for several, go up one by one and say how far they are. The form works without it.
"use strict";

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const fill = (sentence, values) => sentence.replace(/{(\w+)}/g, (_all, name) => values[name]);

// One file on its way: a line with its progress, in the end what became of it. Answers whether it was taken.
function send(file, codes, address, words, list) {
  const line = document.createElement("li");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", file.name);
  const text = document.createElement("span");
  line.append(text, bar);
  list.append(line);
  const end = (sentence, wrong) => { bar.remove(); text.textContent = sentence; line.classList.toggle("wrong", wrong); };
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token);
  data.set("uploads", file);
  for (const code of codes) data.append("codes", code);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      text.textContent = fill(event.loaded < event.total ? words.saidSending : words.saidKept,
        { name: file.name, percent: `${Math.floor((100 * event.loaded) / event.total)}%` });
    });
    request.addEventListener("load", () => {
      const told = request.response;
      if (told?.said) end(told.said, false);
      else end(told?.refused ?? fill(words.saidCut, { name: file.name }), true);
      done(told?.said ? told : null);
    });
    for (const kind of ["error", "abort", "timeout"]) {
      request.addEventListener(kind, () => { end(fill(words.saidCut, { name: file.name }), true); done(null); });
    }
    request.send(data);
  });
}

function droppable(zone, take) {
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", (event) => { if (!zone.contains(event.relatedTarget)) zone.classList.remove("over"); });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
}

// The report: each criterion's cell takes files of its own; the whole row may be dropped on.
for (const cell of document.querySelectorAll("[data-drop]")) {
  const words = cell.closest("[data-drops]").dataset;
  const input = cell.querySelector("input[type=file]");
  const take = async (files) => {
    for (const file of files) {
      const told = await send(file, [cell.dataset.code], cell.dataset.drop, words, cell.querySelector("[data-uploads]"));
      if (!told) continue;
      cell.querySelector("[data-count]").firstChild.textContent = fill(words.saidFiles, { n: told.files[cell.dataset.code] });
      cell.querySelector("[data-owed]")?.remove();
    }
  };
  cell.querySelector(".pick").hidden = false;
  input.addEventListener("change", (event) => { event.stopPropagation(); take([...input.files]); input.value = ""; });
  input.addEventListener("input", (event) => event.stopPropagation());
  droppable(cell.closest("tr"), take);
}

// The page of the files: a drop fills the form's own input; sending shows how far each file is.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  droppable(form, (files) => {
    const chosen = new DataTransfer();
    for (const file of [...input.files, ...files]) chosen.items.add(file);
    input.files = chosen.files;
  });
  form.addEventListener("submit", async (event) => {
    const codes = [...form.querySelectorAll("[name=codes]:checked")].map((box) => box.value);
    if (!input.files.length || !codes.length) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const list = form.querySelector("[data-uploads]");
    button.disabled = true;
    list.replaceChildren();
    let all = true;
    for (const file of [...input.files]) all = !!(await send(file, codes, location.href, form.dataset, list)) && all;
    button.disabled = false;
    form.removeAttribute("data-dirty");
    if (all) location.reload();
  });
}
