import type { ReaderContext } from '../context.ts';
import type { Enclosure } from '../contract/items.ts';
import { proxyImages } from './proxy-images.ts';

/** Where images of what is given out are shown from: their own hosts, or here. */
export type ShownFrom = 'own' | 'proxied' | undefined;

interface Shown {
  readonly html?: string | undefined;
  readonly image?: string | undefined;
  readonly enclosures?: readonly Pick<Enclosure, 'medium' | 'url'>[];
}

/** An item, or anything that has images as one has, with each image where it is to be shown from. */
export function showImages<T extends Shown>(
  { images }: Pick<ReaderContext, 'images'>,
  shown: T,
  from: ShownFrom,
): T {
  if (from !== 'proxied') return shown;
  const { html, enclosures } = shown;
  // Where there is no picture for lists, one that comes with it stands for it.
  const image = shown.image ?? enclosures?.find(({ medium }) => medium === 'image')?.url;
  return {
    ...shown,
    ...(html === undefined ? {} : { html: proxyImages(html, images.signer.path) }),
    ...(image === undefined ? {} : { image: images.signer.path(image) }),
  };
}
