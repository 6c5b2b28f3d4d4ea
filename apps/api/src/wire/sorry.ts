import type { RefusalBody } from '@siccam/contract';

/** What a person reads at a page's address when the page itself cannot be had: three languages, because theirs may not be known. */
export function sorryPage(status: number, { id }: RefusalBody): string {
  const busy = status === 429 || status === 503;
  const lines = busy
    ? [
        ['ar', 'rtl', 'المعرض مشغول للحظة. أعد المحاولة بعد قليل.'],
        ['fr', 'ltr', 'Le salon est occupé un instant. Réessayez dans quelques secondes.'],
        ['en', 'ltr', 'The fair is busy for a moment. Try again in a few seconds.'],
      ]
    : [
        ['ar', 'rtl', 'وقع خطأ من جهتنا. أعد تحميل الصفحة.'],
        ['fr', 'ltr', 'Une erreur est survenue de notre côté. Rechargez la page.'],
        ['en', 'ltr', 'Something went wrong on our side. Reload the page.'],
      ];
  const said = lines.map(([lang, dir, text]) => `<p lang="${lang}" dir="${dir}">${text}</p>`).join('');
  return `<!doctype html><html lang="ar-MA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SICCAM</title></head><body><h1>SICCAM</h1>${said}${id ? `<p><code>${id}</code></p>` : ''}</body></html>`;
}
