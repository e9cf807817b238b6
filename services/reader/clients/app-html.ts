import type { ReaderContext } from '../context.ts';
import type { Item } from '../contract/items.ts';
import { proxyImages } from '../images/proxy-images.ts';

/** The HTML of an item for an app: its images come from here by whole addresses, so that their hosts learn nothing of who reads. */
export function appHtml(
  { images, origin }: Pick<ReaderContext, 'images' | 'origin'>,
  { html = '' }: Item,
): string {
  return proxyImages(html, url => {
    const shown = images.signer.path(url);
    return shown.startsWith('/') ? `${origin}${shown}` : shown;
  });
}
