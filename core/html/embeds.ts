import { escapeHtml } from './escape.ts';

/**
 * Replaces each `<iframe>` by a link to what it shows, so that an entry that is one video does not come out empty. Runs
 * before sanitising, on text that is not trusted and does not become so. No expression here can run long: each stops
 * at the next angle bracket.
 */
export function embedsToLinks(dirty: string): string {
  if (!/<iframe/i.test(dirty)) return dirty;
  return dirty.replace(/<iframe\b([^<>]*)>/gi, (_, attributes: string) => {
    const src = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i.exec(attributes);
    const address = src?.[1] ?? src?.[2] ?? src?.[3];
    if (address === undefined) return '';
    const host = URL.parse(address.trim().replace(/^\/\//, 'https://'))?.hostname;
    // The address stays as it was written, entities and all: only quotes are made safe for the new attribute.
    return `<p><a href="${address.replaceAll('"', '&quot;')}">${escapeHtml(host || 'embedded page')}</a></p>`;
  });
}
