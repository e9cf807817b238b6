/** Where Apple says which feed a page of its podcast directory is about; undefined for any other page. */
export function appleLookup(pageUrl: string): string | undefined {
  const page = new URL(pageUrl);
  const id = /\/id(\d{1,15})$/.exec(page.pathname)?.[1];
  const apple = page.hostname === 'podcasts.apple.com' || page.hostname === 'itunes.apple.com';
  return apple && id !== undefined ? `https://itunes.apple.com/lookup?id=${id}&entity=podcast` : undefined;
}

/** The feed that the answer names. */
export function appleFeed(answer: string): string | undefined {
  return /"feedUrl"\s*:\s*"(https?:[^"\\]+)"/.exec(answer)?.[1];
}
