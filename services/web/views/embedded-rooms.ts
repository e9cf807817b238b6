import { escapeHtml } from '../../../core/html/escape.ts';

/** A paragraph that is a link and nothing else; the api writes attributes in double quotes. */
const LINK = /<p><a\s([^<>]*)>((?:[^<]|<(?!\/?a\b|\/?p\b))*)<\/a><\/p>/g;
const ROOM = /^\/rooms\/[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * A post's HTML in which each paragraph that is only a link to a room of this site has the room above it, read and written in
 * where it stands. The link stays: for paper, for feeds and for who wants the room whole.
 */
export function embedRooms(html: string, origin: string): string {
  return html.replace(LINK, (whole, attributes: string, label: string) => {
    const href = /(?:^|\s)href="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const path = href.startsWith(`${origin}/`) ? href.slice(origin.length) : href;
    if (!ROOM.test(path)) return whole;
    const title = label.replace(/<[^>]*>/g, '').replaceAll('"', '&quot;');
    return `<div class="room-frame"><iframe src="${escapeHtml(path)}?embed=1" title="${title}" loading="lazy"></iframe>${whole}</div>`;
  });
}
