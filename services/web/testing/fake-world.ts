import type { Post, Response, Site } from '../../api/contract.ts';
import type { Import } from '../../reader/contract.ts';

/** What the fake api holds; tests change it as they go. */
export interface FakeWorld {
  revision: number;
  site: Site;
  posts: readonly Post[];
  /** What is said to the post of a slug, in place of the sample's. */
  thread: Record<string, readonly Response[]>;
  years: readonly { year: number; count: number }[];
  /** What was changed in the reader and of the bot's rooms, method by method, as it was asked for. */
  read: [method: string, input: unknown][];
  /** The last file of another reader. */
  import?: Import;
  /** Who translates what is read. */
  translators: readonly string[];
  /** What `resolvePath` knows of a path. */
  redirects: Record<string, { to?: string; status: 301 | 302 | 410 }>;
}
