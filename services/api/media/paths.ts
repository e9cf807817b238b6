import { join } from 'node:path';

/** Where a file of a path on the site, `/media/…`, is under the directory `media`. */
export function mediaFile(media: string, path: string): string {
  return join(media, path.slice('/media/'.length));
}

/** The hash that a path of the site names its file by. */
export function hashOf(path: string): string {
  return path.slice('/media/ab/'.length).split('.')[0]!;
}
