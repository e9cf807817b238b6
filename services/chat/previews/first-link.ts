/** In what the sanitiser wrote every address is absolute and in double quotes. */
const LINK = /<a href="(https?:\/\/[^"]{1,2000})"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The first link of a message to another site. */
export function firstLink(html: string, origin: string): string | undefined {
  for (const [, href] of html.matchAll(LINK)) {
    const written = href!.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
    const url = URL.parse(written);
    if (!url || url.origin === origin || url.username || url.password) continue;
    url.hash = '';
    return url.href;
  }
  return undefined;
}
