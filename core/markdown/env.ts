import type { Heading } from './headings.ts';
import type { KnownImage } from './images.ts';

/** What one rendering carries through the parser's rules, as markdown-it's environment. */
export type Env = {
  /** Path on the site that relative addresses are resolved against. */
  base: string;
  /** Sets the ids of footnotes apart. */
  docId: string | undefined;
  language: string | undefined;
  /** In the order of the document. */
  headings: Heading[];
  /** Images that more is known of than their address, by address; filled in between parsing and rendering. */
  images: ReadonlyMap<string, KnownImage>;
};
