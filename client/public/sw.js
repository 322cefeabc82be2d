/**
 * Keeps the pages that are needed where there is no connection: my tickets, complete orders, the door. Such a page says so
 * by the attribute `data-keep-offline`; it is asked for from the network first, and the copy is only for when that fails.
 * The copies belong to whoever is signed in: they go with the session (`forget`), and when the server no longer knows it.
 */
const PAGES = 'frontrow-pages-1';
const STATIC = 'frontrow-static-1';
const KEPT = /^\/(my-tickets|orders\/[^/]+|sell\/[^/]+\/check-in)$/;
const ASSET = /\/_next\/static\/[\w./~%@[\]()-]+\.(?:js|css|woff2)/g;
const MOST_ASSETS = 300;

/** Counts how often everything was forgotten: an answer that was asked for before must not be kept after. */
let epoch = 0;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([removeOld(), self.clients.claim()])));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(asset(event));
  else if (request.mode === 'navigate' && KEPT.test(url.pathname)) event.respondWith(page(event));
});

self.addEventListener('message', (event) => {
  const { type, path, assets } = event.data ?? {};
  if (type === 'forget') event.waitUntil(forget());
  if (type === 'keep') event.waitUntil(keepOpen(path, assets).then((kept) => event.ports[0]?.postMessage({ kept })));
});

/** Files whose names change with their contents: a copy is as good as the original. */
async function asset(event) {
  const cache = await caches.open(STATIC);
  const copy = await cache.match(event.request);
  if (copy) return copy;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
  return response;
}

async function page(event) {
  const began = epoch;
  const { url } = event.request;
  try {
    const response = await fetch(event.request);
    if (response.type === 'opaqueredirect') event.waitUntil(forget());
    else if (response.ok) event.waitUntil(keep(url, response.clone(), began));
    return response.status >= 500 ? ((await copyOf(url)) ?? response) : response;
  } catch {
    return (await copyOf(url)) ?? notKept();
  }
}

const copyOf = async (url) => (await caches.open(PAGES)).match(url, { ignoreVary: true });

/** Keeps a page that wants it, with the files it needs; false for any other. */
async function keep(url, response, began) {
  const html = await response.text();
  if (!html.includes('data-keep-offline') || began !== epoch) return false;
  const cache = await caches.open(PAGES);
  const headers = new Headers(response.headers);
  headers.delete('content-encoding'); // the text is plain by now
  await cache.put(url, new Response(html, { status: 200, headers }));
  if (began !== epoch) {
    await cache.delete(url);
    return false;
  }
  await keepAssets(html.match(ASSET) ?? []);
  return true;
}

/** A page that was opened before this worker was there, or without loading it anew, is fetched to be kept. */
async function keepOpen(path, assets) {
  try {
    const url = new URL(path, self.location.origin);
    if (!KEPT.test(url.pathname)) return false;
    const began = epoch;
    const response = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    if (response.type === 'opaqueredirect') await forget();
    if (!response.ok || !(await keep(url.href, response, began))) return false;
    await keepAssets(assets.map((name) => new URL(name).pathname));
    return true;
  } catch {
    return false;
  }
}

async function keepAssets(paths) {
  const cache = await caches.open(STATIC);
  for (const path of new Set(paths)) {
    if (path.startsWith('/_next/static/') && !(await cache.match(path))) await cache.add(path).catch(() => {});
  }
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_ASSETS)).map((oldest) => cache.delete(oldest)));
}

async function forget() {
  epoch += 1;
  await caches.delete(PAGES);
}

async function removeOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('frontrow-') && name !== PAGES && name !== STATIC);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const notKept = () =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No connection · Frontrow</title><main><h1>No connection</h1>
<p>This page was not opened on this device before, so there is no copy of it. Try again once you are connected.</p></main></html>`,
    { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
  );
