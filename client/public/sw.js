/**
 * Keeps the pages that are needed where there is no connection: my tickets, complete orders, the door. Such a page says so
 * by the attribute `data-keep-offline`; it is asked for from the network first, and the copy is only for when that fails.
 * The copies belong to whoever is signed in: they go with the session (`forget`), and when the server no longer knows it.
 * Without a connection every other page is `/offline`, which lists them. It is nobody's, and stays.
 */
const PAGES = 'frontrow-pages-1';
const STATIC = 'frontrow-static-1';
const SHELL = 'frontrow-shell-1';
const OFFLINE = '/offline';
const KEPT = /^\/(my-tickets|orders\/[^/]+|sell\/[^/]+\/check-in)$/;
const ASSET = /\/_next\/static\/[\w./~%@[\]()-]+\.(?:js|css|woff2)/g;
/** The smallest file of a seller's poster. */
const POSTER = /\/api\/tickets\/[\w-]+\/poster\/\w+\/400\.webp/g;
const POSTER_FILE = /^(\/api\/tickets\/[\w-]+\/poster\/\w+\/)\w+\.webp$/;
const MOST_ASSETS = 300;

/** Counts how often everything was forgotten: an answer that was asked for before must not be kept after. */
let epoch = 0;

self.addEventListener('install', (event) => event.waitUntil(Promise.all([self.skipWaiting(), keepShell()])));
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([removeOld(), self.clients.claim()])));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(asset(event));
  else if (POSTER_FILE.test(url.pathname)) event.respondWith(poster(request, url));
  else if (request.mode !== 'navigate' || url.pathname.startsWith('/api/')) return;
  else event.respondWith(KEPT.test(url.pathname) ? page(event) : fetch(request).catch(offline));
});

self.addEventListener('message', (event) => {
  const { type, paths, assets, language } = event.data ?? {};
  if (type === 'forget') event.waitUntil(forget());
  if (type !== 'keep') return;
  const kept = keepOpen(paths, assets).then((all) => event.ports[0]?.postMessage({ kept: all }));
  event.waitUntil(Promise.all([kept, keepShell(language)]));
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

/** Of the posters of tickets that are kept one size is here, which stands in for all. */
async function poster(request, { pathname }) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await (await caches.open(STATIC)).match(pathname.replace(POSTER_FILE, '$1400.webp'));
    if (!copy) throw error;
    return copy;
  }
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
    return (await copyOf(url)) ?? offline();
  }
}

const copyOf = async (url) => (await caches.open(PAGES)).match(url, { ignoreVary: true });

async function offline() {
  const copy = await (await caches.open(SHELL)).match(OFFLINE, { ignoreVary: true });
  return copy ?? Response.error();
}

/** Keeps a page that wants it, with the files it needs; false for any other. */
async function keep(url, response, began) {
  const html = await response.text();
  if (!html.includes('data-keep-offline') || began !== epoch) return false;
  const cache = await caches.open(PAGES);
  await cache.put(url, copyWith(html, response));
  if (began !== epoch) {
    await cache.delete(url);
    return false;
  }
  await keepAssets([...html.matchAll(ASSET), ...html.matchAll(POSTER)].map(([path]) => path));
  return true;
}

function copyWith(html, response) {
  const headers = new Headers(response.headers);
  headers.delete('content-encoding'); // the text is plain by now
  return new Response(html, { status: 200, headers });
}

/**
 * Pages that were opened before this worker was there, or without loading them anew, or not at all, are fetched to be kept.
 * The first of them is the one that is open; tells whether that is kept.
 */
async function keepOpen(paths, assets) {
  const [open] = await Promise.all(paths.map(fetchToKeep));
  await keepAssets(assets.map((name) => new URL(name).pathname));
  return open;
}

async function fetchToKeep(path) {
  try {
    const url = new URL(path, self.location.origin);
    if (!KEPT.test(url.pathname)) return false;
    const began = epoch;
    const response = await fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });
    if (response.type === 'opaqueredirect') await forget();
    return response.ok && (await keep(url.href, response, began));
  } catch {
    return false;
  }
}

/** Keeps the page for when there is no connection, as strangers see it, in the language of the page that is open. */
async function keepShell(language) {
  try {
    const headers = { accept: 'text/html', ...(language && { 'accept-language': language }) };
    const response = await fetch(OFFLINE, { headers, credentials: 'omit' });
    if (!response.ok) return;
    const html = await response.text();
    await (await caches.open(SHELL)).put(OFFLINE, copyWith(html, response));
    await keepAssets(html.match(ASSET) ?? []);
  } catch {
    // The next page that is kept brings it along.
  }
}

async function keepAssets(paths) {
  const cache = await caches.open(STATIC);
  for (const path of new Set(paths)) {
    const isFile = path.startsWith('/_next/static/') || POSTER_FILE.test(path);
    if (isFile && !(await cache.match(path))) await cache.add(path).catch(() => {});
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
  const old = names.filter((name) => name.startsWith('frontrow-') && ![PAGES, STATIC, SHELL].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}
