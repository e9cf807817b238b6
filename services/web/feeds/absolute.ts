/**
 * Content whose links and images work away from the site: relative addresses in tags become absolute, and a fragment
 * leads to the post's own page. Readers resolve `xml:base` and JSON Feed has none, so each address is written out.
 */
export function absolute(content: string, page: string): string {
  return content.replace(/<[a-z][^>]*>/gi, tag =>
    tag
      .replace(
        /(\s(?:href|src|poster)=")([^"]*)(")/gi,
        (_all, before: string, url: string, after: string) => {
          return before + resolve(url, page) + after;
        },
      )
      .replace(/(\ssrcset=")([^"]*)(")/gi, (_all, before: string, set: string, after: string) => {
        return (
          before +
          set.replace(/(^|,\s+)(\S+)/g, (_one, gap: string, url: string) => gap + resolve(url, page)) +
          after
        );
      }),
  );
}

/** Addresses stand in HTML with `&amp;` for `&`, which the URL parser takes as any other text and gives back. */
function resolve(url: string, page: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || !URL.canParse(url, page)) return url;
  return new URL(url, page).href;
}
