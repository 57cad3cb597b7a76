// The screen follows the stream: every message holds the whole of it, drawn by the server. What comes again after a
// cut is the newest; nothing has to be asked for. Without the stream the page asks by itself, a little later.
"use strict";

(() => {
  const screen = document.querySelector("[data-live]");
  if (!screen) return;
  const line = document.querySelector("[data-line]");
  const follows = document.querySelector("[data-follow]");
  const ASK = 1500, QUIET = 25000, AGAIN = 20000;
  let ahead = Date.parse(screen.dataset.now) - Date.now(); // the server's clock against this one's
  let shown = "", source = null, heard = Date.now(), asking = 0;

  const put = (told) => {
    ahead = Date.parse(told.now) - Date.now();
    heard = Date.now();
    if (told.html === shown) return;
    screen.innerHTML = shown = told.html;
    tick();
    fit();
    mine();
    const room = (screen.content || screen).querySelector("[data-room]"); // a page that only counts holds a template
    if (room) dispatchEvent(new CustomEvent("room", { detail: room.dataset }));
    follow();
  };

  const say = (cut) => {
    if (line) line.textContent = cut ? line.dataset.cut || "…" : "";
    document.documentElement.classList.toggle("cut-off", cut);
  };

  const listen = () => {
    source?.close();
    source = new EventSource(screen.dataset.live);
    source.onopen = () => { heard = Date.now(); clearInterval(asking); asking = 0; say(false); };
    source.onmessage = (event) => put(JSON.parse(event.data));
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
      if (!asking) { asking = setInterval(ask, ASK); ask(); }
    };
  };

  // No stream: a proxy swallows it, or its process is not running.
  const ask = async () => {
    try {
      const answer = await fetch(screen.dataset.fallback, { cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      put(await answer.json());
      say(false);
    } catch { say(true); }
  };

  const two = (n) => String(n).padStart(2, "0");
  const tick = () => {
    const now = Date.now() + ahead;
    for (const one of document.querySelectorAll("[data-until]")) {
      const left = Math.round((Date.parse(one.dataset.until) - now) / 1000), past = Math.abs(left);
      one.classList.toggle("over", left < 0);
      one.classList.toggle("soon", left >= 0 && left <= 60);
      one.querySelector("b").textContent = `${Math.floor(past / 60)}:${two(past % 60)}`;
    }
    for (const one of document.querySelectorAll("[data-clock]")) {
      const there = new Date(now).toLocaleTimeString("en-GB", { timeZone: "Asia/Ho_Chi_Minh" });
      one.textContent = there.slice(0, 5);
    }
  };

  // A delegate's phone: the own place in the line; when it is one's turn, the page says so.
  const mine = () => {
    const turn = screen.dataset.mine;
    if (!turn || !navigator.onLine) return; // a page loaded anew without a line would be no page at all
    const waiting = [...screen.querySelectorAll("[data-turn]")].map((one) => one.dataset.turn);
    const speaks = Boolean(screen.querySelector(`[data-speaking="${turn}"]`));
    const place = document.querySelector("[data-place]");
    if (place && waiting.includes(turn)) place.textContent = waiting.indexOf(turn) + 1;
    else if (speaks !== Boolean(document.querySelector(".speaks")) || (!speaks && waiting.length < 40)) location.reload();
  };

  // The console of the other secretary: its inside anew, but never under somebody's typing.
  // Typed words and the focus are carried over.
  const follow = async () => {
    if (!follows) return;
    const changed = (one) => one.matches("input:not([type=hidden])") && one.value !== one.defaultValue;
    if (follows.contains(document.activeElement) && changed(document.activeElement)) { setTimeout(follow, 2000); return; }
    const answer = await fetch(follows.dataset.follow, { headers: { "HX-Request": "true" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const fresh = await answer.text(), at = document.activeElement, held = follows.contains(at);
    if (held && changed(at)) { setTimeout(follow, 2000); return; }
    const typed = [...follows.querySelectorAll("input")].filter(changed).map((one) => [one.id, one.value]);
    const button = held && at.matches("button") ? pressed(at) : null, id = held ? at.id : "";
    follows.innerHTML = fresh;
    for (const [field, value] of typed) document.getElementById(field).value = value;
    (button ? same(button, follows) : document.getElementById(id))?.focus({ preventScroll: true });
    tick();
  };

  // What does not fit into the hall's screen is made smaller, down to a half; nothing is cut off.
  const fit = () => {
    const part = document.documentElement.classList.contains("hall") && screen.querySelector(".stage > section");
    for (let size = 10; part && size >= 5; size -= 1) {
      part.style.zoom = size / 10;
      if (part.scrollHeight <= part.clientHeight + 1 && part.scrollWidth <= part.clientWidth + 1) break;
    }
  };

  // A photograph that did not come is asked for again.
  screen.addEventListener("error", ({ target }) => setTimeout(() => { target.src = target.src; }, 2000), true);

  setInterval(tick, 250);
  setInterval(() => { if (Date.now() - heard > QUIET && !asking) { say(true); listen(); } }, 5000);
  addEventListener("online", () => { shown = ""; listen(); });
  addEventListener("offline", () => say(true));
  addEventListener("resize", fit);
  document.fonts.ready.then(fit);
  tick();
  listen();
})();
