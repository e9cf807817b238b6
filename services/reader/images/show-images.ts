import type { ReaderContext } from '../context.ts';
import { proxyImages } from './proxy-images.ts';

/** Where images of what is given out are shown from: their own hosts, or here. */
export type ShownFrom = 'own' | 'proxied' | undefined;

type Shown = { html?: string | undefined; image?: string | undefined };

/** An item, or anything that has images as one has, with each image where it is to be shown from. */
export function showImages<T extends Shown>(
  { images }: Pick<ReaderContext, 'images'>,
  shown: T,
  from: ShownFrom,
): T {
  if (from !== 'proxied') return shown;
  const { html, image } = shown;
  return {
    ...shown,
    ...(html === undefined ? {} : { html: proxyImages(html, images.signer.path) }),
    ...(image === undefined ? {} : { image: images.signer.path(image) }),
  };
}
