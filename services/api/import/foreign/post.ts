import type { PostInput } from '../../contract.ts';

/** A post out of another program's export. */
export interface ForeignPost {
  /** Names it for good, such as `wordpress:example.org:17`: importing it again is saving it again. */
  source: string;
  /** For reports. */
  name: string;
  /** Its body as HTML. */
  html: string;
  /** The path it had, with which other posts link to it, such as `/2019/05/hello/`. */
  path: string | undefined;
  /** A picture that stood above the body. */
  picture: { src: string; alt: string } | undefined;
  fields: Omit<PostInput, 'markdown' | 'slug'> & { slug: string };
  warnings: string[];
}

/** What an export holds. */
export interface ForeignSite {
  /** Origin and path prefix of the old site, without a slash at the end: its own links and pictures are known by it. */
  base: string;
  posts: ForeignPost[];
  /** What was left out and why. */
  notes: string[];
}
