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
  fields: Omit<PostInput, 'markdown'>;
  responses: ForeignResponse[];
  warnings: string[];
}

/** A comment below a post of the export, or a pingback to it. */
export interface ForeignResponse {
  /** Names it for good, as a post's. */
  source: string;
  /** The source of the one that it answers. */
  parent: string | undefined;
  status: 'approved' | 'pending';
  name: string;
  url: string | undefined;
  html: string;
  createdAt: string;
  /** The page on another site that it stands on, of a pingback. */
  pingback: string | undefined;
}

/** What has to be known of every post before the first goes in: small, whatever the size of the export. */
export interface ForeignEntry {
  source: string;
  path: string | undefined;
  kind: PostInput['kind'];
  slug: string;
  title: string;
}

export function entryOf({ source, path, fields }: ForeignPost): ForeignEntry {
  return { source, path, kind: fields.kind, slug: fields.slug ?? '', title: fields.title ?? '' };
}

/** What an export holds. */
export interface ForeignSite {
  /** Origin and path prefix of the old site, without a slash at the end: its own links and pictures are known by it. */
  base: string;
  entries: ForeignEntry[];
  /** The posts in the order of the entries, each read when it is asked for. */
  posts(): Iterable<ForeignPost> | AsyncIterable<ForeignPost>;
  /** What was left out and why. */
  notes: string[];
  /** Where the export is broken, so that what comes after it is not there. */
  broken?: string | undefined;
}
