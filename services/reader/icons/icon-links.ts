import { visitElements } from '../../../core/html/elements.ts';
import { resolveUrl } from '../../../core/html/resolve-url.ts';

/** Links stand in the head; a page whose head is longer is not read further. */
const LOOK = 500_000;
/** Pixels in which an icon is shown, on screens of today. */
const WANTED = 64;

interface Candidate {
  readonly url: string;
  /** Less is better. */
  readonly rank: number;
}

/**
 * Addresses of the pictures by which a page lets itself be known (https://html.spec.whatwg.org/#rel-icon), those of a fitting
 * size first, and at the end the one that browsers try. SVG is left out: it is not shown here.
 */
export function iconLinks(html: string, pageUrl: string): string[] {
  let base = pageUrl;
  const found: Candidate[] = [];
  visitElements(html.slice(0, LOOK), (name, { href = '', rel = '', sizes = '', type = '' }) => {
    if (name === 'base') base = resolveUrl(href, pageUrl, 'fetch') ?? base;
    if (name !== 'link' || href.trim() === '') return;
    const rels = rel.toLowerCase().split(/\s+/);
    const touch = rels.some(each => /^apple-touch-icon(?:-precomposed)?$/.test(each));
    if (!touch && !rels.includes('icon')) return;
    const url = resolveUrl(href, base, 'fetch');
    if (url === undefined || /svg/i.test(type) || /\.svgz?(?:[?#]|$)/i.test(url)) return;
    found.push({ url, rank: rankOf(sizes, touch) });
  });
  found.sort((a, b) => a.rank - b.rank);
  return [...new Set([...found.map(each => each.url), new URL('/favicon.ico', pageUrl).href])];
}

/** How far the nearest of its sizes is from what is wanted; too small is worse than too large. */
function rankOf(sizes: string, touch: boolean): number {
  const widths = [...sizes.matchAll(/(\d{1,4})x\d/gi)].map(found => Number(found[1]));
  if (widths.length === 0) widths.push(touch ? 180 : 32);
  return Math.min(...widths.map(width => (width < WANTED ? 4 * (WANTED - width) : width - WANTED)));
}
