// Everything here is a comfort: each page works without it.
"use strict";

// A form is sent once; a second click while it is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// After a press the page is another one; the button that was pressed, or what stands in its place, has the focus again.
const pressed = (button) => [button.form.getAttribute("action") || "", button.name, button.value];
const same = ([action, name, value], within) => {
  const there = [...within.querySelectorAll("form[method=post] button")];
  const exact = there.find((one) => String(pressed(one)) === String([action, name, value]));
  for (let place = action; !exact && place.split("/").length > 8;) {
    place = place.replace(/[^/]*\/$/, "");
    const near = there.filter((one) => (one.form.getAttribute("action") || "").startsWith(place));
    if (near.length) return near.find((one) => one.matches(".primary")) || near[0];
  }
  return exact;
};
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented || event.target.method === "get") return;
  if (event.target.querySelector("input:not([type=hidden]), select, textarea")) return;
  sessionStorage.setItem("pressed", JSON.stringify([location.pathname, pressed(button)]));
});
const before = JSON.parse(sessionStorage.getItem("pressed") || "null"), main = document.getElementById("noi-dung");
sessionStorage.removeItem("pressed");
if (before && main && before[0] === location.pathname && !main.querySelector(":scope > .note[role=status]:not(.ok)")) {
  (same(before[1], main) || main).focus();
}

// <button data-opens="id"> opens a dialog; [data-closes] inside closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) { event.preventDefault(); document.getElementById(opener.dataset.opens)?.showModal(); }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-print]")) print();
});

// Light, dark, or as the device says.
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  const next = shown === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
});

// What was typed and not saved is not lost by a stray click.
addEventListener("input", (event) => { event.target.closest("form[data-guard]")?.setAttribute("data-dirty", ""); });
addEventListener("submit", (event) => { event.target.removeAttribute("data-dirty"); });
addEventListener("beforeunload", (event) => { if (document.querySelector("form[data-dirty]")) event.preventDefault(); });

// The first error of a refused form takes the focus; a screen reader hears it.
document.querySelector("[data-problems]")?.focus();
// A table wider than its frame is scrolled by the keyboard too.
for (const frame of document.querySelectorAll(".scroll")) {
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
}
// The current room is in view on a phone.
document.querySelector(".rooms [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
document.querySelector(".ribbon .now")?.scrollIntoView({ inline: "center", block: "nearest" });
// A page that was kept for the time without a line goes with the session.
if (document.querySelector("[data-signed-out]")) globalThis.caches?.delete("diem-danh");
