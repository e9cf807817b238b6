import type { MarkdownIt, Token } from 'markdown-it';
import type { Env } from './env.ts';

/**
 * Makes relative addresses absolute on this site, since a body is read at its own page, in lists and in feeds alike, and
 * lets images load when they come into view, after the first.
 */
export function links(md: MarkdownIt): void {
  md.core.ruler.push('links', state => {
    const { base } = state.env as Env;
    let images = 0;
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        if (token.type === 'link_open') resolve(token, 'href', base);
        if (token.type !== 'image') continue;
        resolve(token, 'src', base);
        token.attrSet('decoding', 'async');
        if (images++ > 0) token.attrSet('loading', 'lazy');
      }
    }
  });
}

function resolve(token: Token, name: 'href' | 'src', base: string): void {
  token.attrSet(name, resolveOnSite(String(token.attrGet(name) ?? ''), base));
}

/** `pic.png` beside `/posts/` is `/posts/pic.png`; what has a scheme, a host, or only a fragment or query stays as it is. */
export function resolveOnSite(url: string, base: string): string {
  if (url === '' || /^(?:[a-z][a-z0-9+.-]*:|\/|#|\?)/i.test(url)) return url;
  const resolved = URL.parse(url, new URL(base, 'http://site.invalid'));
  // Not an address at all, such as `\\\\:x`, which browsers read as a host.
  if (resolved === null) return url;
  return resolved.pathname + resolved.search + resolved.hash;
}
