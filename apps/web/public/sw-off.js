// Served in place of sw.js when the operator switches the service worker off: it removes itself and what it kept.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('siccam-')) await caches.delete(name);
      await self.registration.unregister();
    })(),
  ),
);
