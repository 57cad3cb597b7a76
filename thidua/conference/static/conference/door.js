// Check-in with a line that comes and goes: every mark is kept on this phone under a key of its own until the server
// has answered it; sent twice it counts once. So is the page (keeper.js). The camera reads badges where the browser can.
"use strict";

(() => {
  const door = document.querySelector("[data-door]");
  if (!door) return;
  const words = door.dataset, store = words.store;
  const waits = door.querySelector("[data-waits]"), said = door.querySelector("[data-said]");
  // How far the server's clock is ahead, as found when the page came: one opened again says a moment that is past.
  const again = "kept" in document.documentElement.dataset, found = JSON.parse(localStorage.getItem(`${store}-gio`)) || {};
  const ahead = again || found.now === words.now ? found.ahead || 0 : Date.parse(words.now) - Date.now();
  localStorage.setItem(`${store}-gio`, JSON.stringify({ now: words.now, ahead }));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false, cut = false, away = "", renewing = 0;
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(store)) || []; } catch { kept = []; }

  const keep = () => {
    localStorage.setItem(store, JSON.stringify(kept));
    waits.hidden = !(kept.length && (cut || away || !navigator.onLine));
    waits.textContent = away || words.waiting.replace("{n}", kept.length);
  };
  const tell = (sentence, how) => {
    said.hidden = false;
    said.className = `note ${how}`;
    said.textContent = sentence;
  };
  const row = (delegate) => document.getElementById(`dai-bieu-${delegate}`);
  const show = (delegate, presence, state) => {
    const one = row(delegate);
    if (!one) return;
    one.className = presence;
    one.querySelector("[data-state]").textContent = state;
    one.querySelector("[value^=present]")?.classList.toggle("primary", presence !== "present");
    const group = one.closest("[data-group]"), all = group.querySelectorAll("li[id]").length;
    group.querySelector("[data-of]").textContent = `${group.querySelectorAll(".present").length}/${all}`;
  };
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

  const mark = (whom, presence, label) => {
    kept.push({ key: key(), presence, at: new Date(Date.now() + ahead).toISOString(), ...whom });
    if (whom.delegate) show(whom.delegate, presence, `${label} (${words.kept})`);
    keep();
    send();
  };

  const send = async () => {
    if (sending || !kept.length) return;
    sending = true;
    try {
      const answer = await fetch(words.door, {
        method: "POST", body: JSON.stringify({ marks: kept.slice(0, 50) }), signal: AbortSignal.timeout(10000),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      if (!told || answer.redirected) away = words.away;
      else if (!answer.ok) away = told.sentence;
      else {
        away = "";
        taken(told);
        if (cut && !kept.length) tell(words.sent, "ok");
      }
      cut = false;
    } catch { cut = true; }
    sending = false;
    keep();
    if (kept.length && !cut && !away) send();
  };

  const taken = (told) => {
    const had = new Map(kept.map((one) => [one.key, one]));
    for (const one of told.answers) {
      const sent = had.get(one.key);
      if (one.outcome === "refused") tell(one.sentence, "bad");
      else {
        tell(one.sentence, one.outcome === "twice" ? "warn" : "ok");
        if (one.delegate && sent) show(one.delegate, sent.presence, one.sentence);
      }
    }
    const answered = new Set(told.answers.map((one) => one.key));
    kept = kept.filter((one) => !answered.has(one.key));
    counted(told.count);
    clearTimeout(renewing);
    if (navigator.serviceWorker?.controller) renewing = setTimeout(() => fetch(location.pathname).catch(() => {}), 5000);
  };

  // The counts as they are now: by the answer to a mark, or by the stream when somebody else has marked.
  const counted = ({ present, all, units }) => {
    document.querySelector("[data-present]").textContent = `${present}/${all}`;
    document.querySelector("[data-units]").textContent = units;
    const told = document.querySelector("[data-quorum]"), needed = Number(told.dataset.quorum);
    if (!needed) return;
    const reached = Number(units) >= needed;
    told.textContent = (reached ? told.dataset.enough : told.dataset.short).replace("{n}", units);
    told.classList.toggle("ok", reached);
    told.classList.toggle("warn", !reached);
  };
  addEventListener("room", (event) => counted(event.detail));

  // Before anybody else hears of the submit: the mark is ours, the page stays.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.submitter?.name === "mark") {
      event.preventDefault();
      const [presence, delegate] = event.submitter.value.split(" ");
      mark({ delegate: Number(delegate) }, presence, event.submitter.textContent);
    } else if (form.matches(".badge")) {
      event.preventDefault();
      const typed = form.elements.ma.value.trim();
      if (typed) badge(typed);
      form.elements.ma.value = "";
    }
  }, true);

  const badge = (scanned) => {
    const parts = scanned.split("/").filter(Boolean);
    const at = parts.indexOf("dai-bieu");
    const code = at >= 0 && parts[at + 1] ? parts[at + 1] : parts[parts.length - 1];
    const rows = [...document.querySelectorAll("[data-code]")];
    const exact = rows.find((one) => code.startsWith(one.dataset.code)), short = code.toLowerCase();
    const alike = code.length >= 6 ? rows.filter((one) => one.dataset.code.toLowerCase().startsWith(short)) : [];
    const found = exact || (alike.length === 1 ? alike[0] : null);
    if (!found) { mark({ code }, "present", ""); return; }
    found.scrollIntoView({ block: "center" });
    mark({ delegate: Number(found.id.replace("dai-bieu-", "")) }, "present", found.querySelector("strong").textContent);
  };

  // The camera.
  const scan = document.querySelector("[data-scan]"), video = door.querySelector("[data-video]");
  let film = null, last = "", when = 0;
  const stop = () => {
    for (const track of film?.getTracks() || []) track.stop();
    film = null;
    video.hidden = true;
    [scan.textContent, scan.dataset.stop] = [scan.dataset.stop, scan.textContent];
  };
  const look = async (reader) => {
    if (!film) return;
    try {
      for (const one of await reader.detect(video)) {
        if (one.rawValue === last && Date.now() - when < 6000) continue;
        [last, when] = [one.rawValue, Date.now()];
        badge(one.rawValue);
        navigator.vibrate?.(80);
      }
    } catch { /* a frame that could not be read; the next one will */ }
    setTimeout(look, 200, reader);
  };
  if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
    scan.hidden = false;
    scan.addEventListener("click", async () => {
      if (film) { stop(); return; }
      try {
        film = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch { tell(words.noCamera, "warn"); return; }
      video.srcObject = film;
      video.hidden = false;
      await video.play();
      [scan.textContent, scan.dataset.stop] = [scan.dataset.stop, scan.textContent];
      look(new BarcodeDetector({ formats: ["qr_code"] }));
    });
  }

  for (const button of document.querySelectorAll("[name=mark]")) { // heard alone, a button still says of whom
    button.ariaLabel = `${button.textContent}: ${button.closest("li").querySelector("strong").textContent}`;
  }

  // The search narrows the list as one types, without accents, also without a line.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const seek = document.querySelector(".seek input"), called = new Map();
  const wordsOf = (one) => {
    if (!called.has(one)) {
      const said = [one.closest("[data-group]").querySelector("h2"), ...one.querySelectorAll("strong, p")];
      called.set(one, plain(said.map((part) => part.firstChild.textContent).join(" ")));
    }
    return called.get(one);
  };
  seek.addEventListener("input", () => {
    const sought = plain(seek.value).split(/\s+/).filter(Boolean);
    for (const group of document.querySelectorAll("[data-group]")) {
      let some = false;
      for (const one of group.querySelectorAll("li[id]")) {
        one.hidden = !sought.every((word) => wordsOf(one).includes(word));
        some ||= !one.hidden;
      }
      group.hidden = !some;
    }
    const none = document.querySelector("[data-none]");
    if (none) none.hidden = Boolean(document.querySelector("[data-group]:not([hidden])"));
  });

  for (const one of kept) {
    const button = one.delegate && row(one.delegate)?.querySelector(`[value^=${one.presence}]`);
    if (button) show(one.delegate, one.presence, `${button.textContent} (${words.kept})`);
  }
  if (again) {
    cut = true;
    tell(words.again.replace("{at}", new Date(words.now).toLocaleTimeString("vi", { timeStyle: "short" })), "warn");
  }
  navigator.serviceWorker?.register(words.keeper).catch(() => {});
  addEventListener("online", send);
  addEventListener("offline", () => { cut = true; keep(); });
  setInterval(() => { if (kept.length && !away) send(); }, 3000);
  keep();
  send();
})();
