// The page of the door, kept on this phone: opened while there is no line, it is the one of last time. It goes with the
// session: whoever is signed out, here or elsewhere, finds nothing.
"use strict";

const KEPT = "diem-danh", LONGEST = 14 * 3600e3, PATIENCE = 8000;
const PAGE = new URL(registration.scope).pathname, STATIC = "{% get_static_prefix %}";

const keep = async (answer) => {
  const kept = await caches.open(KEPT), text = await answer.clone().text();
  await kept.put(PAGE, answer);
  for (const [, part] of text.matchAll(/"([^"]+)"/g)) {
    if (part.startsWith(STATIC) && !(await kept.match(part))) await kept.add(part).catch(() => {});
  }
};

const page = async (request, asked) => {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && !answer.redirected) { if (!asked.search) await keep(answer.clone()); }
    else if (answer.status < 500) await caches.delete(KEPT);
    return answer;
  } catch {
    const last = await (await caches.open(KEPT)).match(PAGE);
    if (!last || !(Date.now() - Date.parse(last.headers.get("Date")) < LONGEST)) return Response.error();
    return new Response((await last.text()).replace("<html", "<html data-kept"), { headers: last.headers });
  }
};

const part = async (request) => (await (await caches.open(KEPT)).match(request)) || fetch(request);

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fetch(PAGE).then((answer) => answer.ok && !answer.redirected && keep(answer)));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== location.origin) return;
  if (asked.pathname === PAGE) event.respondWith(page(event.request, asked));
  else if (asked.pathname.startsWith(STATIC)) event.respondWith(part(event.request));
});
