import type Sharp from 'sharp';

let loaded: Promise<typeof Sharp> | undefined;

/**
 * The image library, loaded at the first picture. It works on one picture at a time with one thread, since a small server has
 * other things to do, keeps nothing between pictures, and opens only the formats that are made sure of here.
 */
export function loadSharp(): Promise<typeof Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Gif', 'Nsgif'].map(format => `VipsForeignLoad${format}`),
    });
    return sharp;
  });
  return loaded;
}
