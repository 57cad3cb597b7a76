// Minutes written live: a section is saved where it stands, what others write and what the record says comes in by
// itself, and nothing that is being typed is ever replaced. Without this each section is saved by its own page.
"use strict";

(() => {
  const room = document.querySelector("[data-minutes]");
  if (!room) return;
  const EVERY = 4000;
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const asked = (url, how = {}) => fetch(url, { ...how, headers: { "HX-Request": "true" }, cache: "no-store" });
  const dirty = (section) => section.querySelector("form[data-dirty]");
  const say = (section, words) => { const at = section.querySelector("[data-said]"); if (at) at.textContent = words; };
  const put = (old, fresh) => {
    const at = document.activeElement?.id;
    old.replaceWith(fresh);
    if (at) document.getElementById(at)?.focus({ preventScroll: true });
  };

  const save = async (form) => {
    const section = form.closest("section"), sent = form.elements.text.value;
    try {
      const answer = await asked(form.action, { method: "POST", body: new FormData(form) });
      if (![200, 422].includes(answer.status) || answer.redirected) throw new Error(String(answer.status));
      const fresh = parsed(await answer.text()).getElementById(section.id);
      if (!fresh) throw new Error("no section");
      const now = form.elements.text.value, box = fresh.querySelector("textarea");
      if (box && now !== sent) box.value = now; // typed on while it was under way
      if (answer.status === 422 || (box && now !== sent)) fresh.querySelector("form")?.setAttribute("data-dirty", "");
      put(section, fresh);
      if (answer.status === 422) fresh.querySelector("[data-problems]")?.focus();
      else say(fresh, `${room.dataset.saved} ${new Date().toLocaleTimeString("vi-VN")}`);
      return answer.status === 200;
    } catch {
      form.setAttribute("data-dirty", "");
      say(section, room.dataset.cut);
      return false;
    }
  };

  // Saved where it stands; what leaves the page (a section more, sending it) first saves what is still unsaved.
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (room.contains(form)) { event.preventDefault(); event.stopPropagation(); save(form); return; }
    const open = [...room.querySelectorAll("form[data-dirty]")];
    if (!open.length || form.method !== "post" || !form.closest("main")) return;
    event.preventDefault();
    event.stopPropagation();
    for (const one of open) if (!(await save(one))) return;
    form.requestSubmit(event.submitter || undefined);
  }, true);
  addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-minutes] form");
    if (form && (event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(form); }
  });

  const take = (fresh) => {
    const own = document.getElementById(fresh.id);
    if (!own) { room.append(fresh); return; }
    if (!dirty(own)) {
      if (own.dataset.version !== fresh.dataset.version && !own.querySelector("[data-problems]")) put(own, fresh);
    } else if (own.dataset.version !== fresh.dataset.version && !own.querySelector(".theirs")) {
      say(own, room.dataset.theirs);
    }
    const facts = document.getElementById(fresh.id).querySelector("[data-facts]"), news = fresh.querySelector("[data-facts]");
    if (facts && news && facts.innerHTML !== news.innerHTML) facts.innerHTML = news.innerHTML;
  };
  const follow = async () => {
    if (document.hidden) return;
    const answer = await asked(location.pathname).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const found = [...parsed(await answer.text()).querySelectorAll("section[data-version]")];
    if (found[0]?.dataset.state !== room.dataset.minutes) {
      if (!room.querySelector("form[data-dirty]")) { location.reload(); return; }
      clearInterval(following);
      for (const one of room.querySelectorAll("section:has(form[data-dirty])")) say(one, room.dataset.shut);
      return;
    }
    found.forEach(take);
  };
  const following = setInterval(follow, EVERY);
})();
