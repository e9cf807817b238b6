import type { KnownImage } from '../../../../core/markdown/markdown.ts';
import { FORMATS, variantPath, variantWidths } from './variants.ts';

/** What is kept of a picture, as its row says. */
export interface KeptPicture {
  path: string;
  width: number | null;
  height: number | null;
  responsive: boolean;
  alt: string;
}

/** How a picture is shown: its size, its text, and its smaller sizes, best format first. Undefined for what is no picture. */
export function pictureOf({ path, width, height, responsive, alt }: KeptPicture): KnownImage | undefined {
  if (width === null || height === null) return undefined;
  const widths = responsive ? variantWidths(width) : [];
  if (widths.length === 0) return { width, height, alt, sources: [] };
  return {
    width,
    height,
    alt,
    // Every browser of the last years shows WebP; what is left of the others and of feed readers gets its largest.
    src: variantPath(path, widths.at(-1)!, 'webp'),
    sources: FORMATS.map(format => ({
      type: `image/${format}`,
      srcset: widths.map(each => `${variantPath(path, each, format)} ${each}w`).join(', '),
    })),
  };
}
