import { readFileSync } from 'node:fs';

/** The sign of the site as a PNG of 512 pixels, for the systems whose home screens take no SVG. */
export function readIcon(): Buffer {
  return readFileSync(new URL('./icon.png', import.meta.url));
}
