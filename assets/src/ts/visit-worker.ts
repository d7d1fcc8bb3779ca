// Keeps the pages of field visits and what they are made of, so that they open where there is no line. It stands below
// /advisory/ and answers nothing else; signing out empties its store.
type Fetch = Event & { request: Request; respondWith(answer: Promise<Response>): void };
type Life = Event & { waitUntil(work: Promise<unknown>): void };
const worker = self as unknown as { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } };

self.addEventListener("install", (event) => (event as Life).waitUntil(worker.skipWaiting()));
self.addEventListener("activate", (event) => (event as Life).waitUntil(worker.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request, respondWith } = event as Fetch;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) respondWith.call(event, kept(request));
  // A page that asks for a fresh token wants the server and no stored copy.
  else if (/^\/advisory\/[^/]+\/visit$/.test(pathname) && !request.headers.has("X-Fresh")) respondWith.call(event, page(request, pathname));
});

/** Addresses of static files change with their content, so what is kept is right. */
async function kept(request: Request): Promise<Response> {
  const cache = await caches.open("visit");
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function page(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open("visit");
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(pathname, answer.clone());
    return answer;
  } catch (error) {
    const found = await cache.match(pathname);
    if (found) return found;
    throw error;
  }
}
