import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { hashOf, mediaFile } from '../paths.ts';
import { pictureWork } from '../worker/picture-work.ts';
import { writeWhole } from '../write-whole.ts';

/** In the order that browsers are offered them: the smaller files first. */
export const FORMATS = ['avif', 'webp'] as const;
export type VariantFormat = (typeof FORMATS)[number];

/** A phone's column, the column of text, and the same on screens with fine pixels. */
const WIDTHS = [480, 960, 1600];
const LARGEST = WIDTHS.at(-1)!;

/** The widths that a picture of this width is kept in beside its own: none larger than it, and none close to another. */
export function variantWidths(width: number): number[] {
  const most = Math.min(width, LARGEST);
  return [...WIDTHS.filter(each => each <= most * 0.8), most];
}

/** The address of a picture in another width and format: its hash is the original's, so that it never changes either. */
export function variantPath(path: string, width: number, format: VariantFormat): string {
  return `${path.slice(0, '/media/ab/'.length)}${hashOf(path)}-${width}.${format}`;
}

export interface VariantAsked {
  /** Path of the original on the site. */
  path: string;
  width: number;
  format: VariantFormat;
}

export type MakeVariant = (asked: VariantAsked) => Promise<void>;

/**
 * Makes pictures in other widths and formats under the directory `media`, one at a time and each once, however many ask for it.
 * Nothing is done for one that is there. Throws `invalid` (`undecodable`) for an original that cannot be decoded, `not_found`
 * for one that is gone, and `unavailable` when too many wait.
 */
export function createVariantMaker(media: string): MakeVariant {
  const turns = oneAtATime();
  return async asked => {
    const file = mediaFile(media, variantPath(asked.path, asked.width, asked.format));
    if (await exists(file)) return;
    await turns(file, () => make(mediaFile(media, asked.path), file, asked));
  };
}

async function make(original: string, file: string, { width, format }: VariantAsked): Promise<void> {
  if (!(await exists(original))) throw new AppError('not_found', 'The original of this picture is gone.');
  const data = await pictureWork('variant', { original, width, format });
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, data);
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
