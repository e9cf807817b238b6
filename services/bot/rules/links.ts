import { plainOf } from './fold.ts';

/** What makes a name of dots an address even without `https://` before it; any other would be found in `e.g.` and `Node.js`. */
const ENDINGS = new Set(
  `com net org info biz io co me tv gg ru cn tk xyz top shop site online store club live app dev link click page
  de uk fr nl eu us ca in br pl it es se no fi dk ch at be cz pt jp au`.split(/\s+/),
);

const CANDIDATE = /(?:https?:\/\/)?(?:[\p{L}\p{N}_-]{1,63}\.)+[\p{L}\p{N}-]{2,63}(?![\p{L}\p{N}@])/giu;
const SCHEME = /[a-z][a-z+.-]{1,20}:\/\/([^\s/?#]{1,253})/gi;

/** Longer words are looked at by their beginning: it bounds the search. */
const LONGEST_WORD = 300;

/**
 * Domains that a text links to, in small letters: of addresses with a scheme, of `example.com/page` without one, and of
 * those written around a rule as `example [dot] com` or `example . com`.
 */
export function linkedDomains(text: string): string[] {
  const plain = plainOf(text)
    .replace(/ ?[([{] ?(?:dot|\.) ?[)\]}] ?/g, '.')
    .replace(/([\p{L}\p{N}-]{2,}) (?:dot|\.|\. ) ?((?:com|net|org|ru|tv|gg|io)\b)/gu, '$1.$2')
    .split(' ')
    .map(word => word.slice(0, LONGEST_WORD));
  const found = new Set<string>();
  for (const word of plain) {
    for (const [, host] of word.matchAll(SCHEME)) found.add(domainOf(host!));
    if (!word.includes('.') || word.includes('@')) continue;
    for (const [address] of word.matchAll(CANDIDATE)) {
      const domain = domainOf(address.replace(/^https?:\/\//, ''));
      if (ENDINGS.has(domain.slice(domain.lastIndexOf('.') + 1))) found.add(domain);
    }
  }
  return [...found];
}

/** Whether a domain is one of these or below one of them. */
export function isAllowed(domain: string, allowed: readonly string[]): boolean {
  return allowed.some(one => domain === one || domain.endsWith(`.${one}`));
}

function domainOf(host: string): string {
  return host
    .slice(host.lastIndexOf('@') + 1)
    .replace(/:\d+$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
}
