import { escapeHtml } from '../../html/escape.ts';
import type { CardKind } from './known-sites.ts';
import { isOwn, type MediaKind } from './media-file.ts';

/** A link that looks like what it leads to; nothing is fetched from there. `text` is what it shows, its address unless given. */
export function card(address: string, text: string, site: string, kind: CardKind): string {
  const shown = text.trim() || address.replace(/^https?:\/\/(?:www\.)?/, '');
  return (
    `<figure class="embed embed-${kind}"><a href="${escapeHtml(address)}">` +
    `<span class="embed-title">${escapeHtml(shown)}</span><span class="embed-site">${escapeHtml(site)}</span></a></figure>`
  );
}

/** The browser's own player. A file of another site is not even asked for its length before somebody plays it. */
export function player(kind: Exclude<MediaKind, 'image'>, address: string, text: string): string {
  const source = escapeHtml(address);
  const preload = isOwn(address) ? 'metadata' : 'none';
  const name = text.trim() || fileName(address);
  const caption = escapeHtml(name);
  return (
    `<figure class="embed"><${kind} controls preload="${preload}" src="${source}" aria-label="${caption}"></${kind}>` +
    `<figcaption><a href="${source}">${caption}</a></figcaption></figure>`
  );
}

function fileName(address: string): string {
  const name = address.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
