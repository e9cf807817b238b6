const MOST_LINKS = 30;

/** In place of a page that is not kept: those that are, the last first. Also where storage is denied. */
export async function offlinePage(pages: string, files: string): Promise<Response> {
  const links = await linksOf(pages).catch(() => []);
  const list = links.length > 0 ? `<p>These are:</p><ul>${links.join('')}</ul>` : '';
  return answer(files, `<p>This page is not kept here. Open it again when the network is back.</p>${list}`);
}

/** In place of every page while it is not known who is there. `until`: when what is kept goes. */
export function signedOutPage(files: string, until: Date): Promise<Response> {
  const day = until.toLocaleDateString([], { dateStyle: 'long' });
  return answer(
    files,
    `<p>You are signed out. Sign in when the network is back: what was kept for you and what waits to be sent is here until then, and until ${day} at the longest.</p>`,
  );
}

async function answer(files: string, content: string): Promise<Response> {
  const sheets = await caches
    .open(files)
    .then(cache => cache.keys())
    .catch(() => []);
  const sheet = sheets.find(({ url }) => url.includes('/assets/readerCss'));
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Offline · Reader</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${
    sheet ? `<link rel="stylesheet" href="${sheet.url}">` : ''
  }</head><body class="offline-page"><main><h1>Offline</h1>${content}</main></body></html>`;
  return new Response(body, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'",
    },
  });
}

async function linksOf(pages: string): Promise<string[]> {
  const cache = await caches.open(pages);
  const keys = (await cache.keys()).filter(({ headers }) => headers.get('accept') === 'text/html');
  return Promise.all(
    keys
      .reverse()
      .slice(0, MOST_LINKS)
      .map(async key => {
        const text = (await (await cache.match(key))?.text()) ?? '';
        // As it stands in the page, escaped.
        const title = /<title>([^<]*?)(?: · Reader)?<\/title>/.exec(text)?.[1];
        const { pathname, search } = new URL(key.url);
        const path = (pathname + search).replaceAll('&', '&amp;');
        return `<li><a href="${path}">${title || path}</a></li>`;
      }),
  );
}
