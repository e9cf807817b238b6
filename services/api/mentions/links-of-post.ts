import { visitElements } from '../../../core/html/elements.ts';
import type { Target } from '../contract.ts';
import { plainAddress } from './addresses.ts';

/** The most targets of one post: a page of links is no conversation with all of them. */
const MOST = 200;

/**
 * The addresses on other sites that a post links to, each once, what it is about first. Those with `rel=nofollow` count too:
 * they are links that the author wrote.
 */
export function linksOfPost(
  post: { html: string; target: Target | null },
  origin: string,
  url: string,
): string[] {
  const found = new Set<string>();
  const add = (href: string) => {
    const address = plainAddress(href, url);
    if (address !== undefined && new URL(address).origin !== origin && found.size < MOST) found.add(address);
  };
  if (post.target) add(post.target.url);
  visitElements(post.html, (name, { href }) => {
    if (name === 'a' && href !== undefined) add(href);
  });
  return [...found];
}
