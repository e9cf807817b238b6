const CONNECTIONS = 16;

/** What browsers send over TLS, which is how a site is read. */
const BROWSER = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br, zstd' };

/** Asks for each of these pages once, so many at a time, and gives pages a second. Throws when one is not a 200. */
export async function pagesOnce(port: number, paths: readonly string[]): Promise<number> {
  const waiting = paths.values();
  const ask = async () => {
    for (const path of waiting) await page(port, path);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return paths.length / ((performance.now() - begun) / 1000);
}

/** The HTML of a page, asked for as a browser does: compressed. */
export async function page(port: number, path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: BROWSER });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return text;
}
