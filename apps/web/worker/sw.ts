// The fair without a network: the shell of the application, in the last language read. It touches neither /api nor the sockets:
// the programme last read is kept by the page itself, tickets and identity by nobody.
export {};

declare const self: ServiceWorkerGlobalScope;
/** Files that every page needs, and a name that changes with any of them; both are written in by the build. */
declare const shellFiles: string[];
declare const buildName: string;

const files = `siccam-files-${buildName}`;
// Pages name the files of their build, so they live and die with it.
const pages = `siccam-pages-${buildName}`;
const last = '/last-language';
const patienceMs = 4000;

const languageOf = (path: string): string | undefined => /^\/(ar|fr|en)(?:\/|$)/.exec(path)?.[1];

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

async function install(): Promise<void> {
  // The browser has these files already, from the page that brought this worker.
  await (await caches.open(files)).addAll(shellFiles);
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const language = open.map(({ url }) => languageOf(new URL(url).pathname)).find(Boolean) ?? 'ar';
  const page = await fetch(`/${language}`);
  if (page.ok) await keep(language, page);
  await self.skipWaiting();
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (/^siccam-(files|pages)-/.test(name) && name !== files && name !== pages) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !/^\/(api|socket\.io|assets)\//.test(pathname)) event.respondWith(page(event, pathname));
  else if (pathname.startsWith('/assets/')) event.respondWith(file(request));
});

/** A built file never changes under its name: what was fetched once is not asked for again. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(files)).put(request.url, answer.clone());
  return answer;
}

/** A page comes from the server; where there is none in time, the shell opens and finds its own way by the address. */
async function page(event: FetchEvent, path: string): Promise<Response> {
  const answer = fetch(event.request).then((came) => {
    const language = languageOf(path);
    if (language && came.ok) event.waitUntil(keep(language, came.clone()));
    return came;
  });
  const kept = await shell(path);
  if (!kept) return answer;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs));
  // A proxy without its server answers too.
  return Promise.race([answer.then((came) => (came.status >= 502 && came.status <= 504 ? kept : came), () => kept), late]);
}

async function keep(language: string, answer: Response): Promise<void> {
  const box = await caches.open(pages);
  await box.put(`/${language}`, answer);
  await box.put(last, new Response(language));
}

async function shell(path: string): Promise<Response | undefined> {
  const box = await caches.open(pages);
  const before = await (await box.match(last))?.text();
  if (path === '/' && before) return Response.redirect(`/${before}`);
  return (await box.match(`/${languageOf(path) ?? before}`)) ?? (await box.match(`/${before}`));
}
