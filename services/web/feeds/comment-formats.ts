import { commentsAtom } from './comments-atom.ts';
import { commentsJson } from './comments-json.ts';
import { commentsRss } from './comments-rss.ts';

/** Each format that feeds of comments come in, by its name in their addresses. The first is the one that pages lead to. */
export const commentFormats = {
  atom: { name: 'Atom', type: 'application/atom+xml', write: commentsAtom },
  rss: { name: 'RSS', type: 'application/rss+xml', write: commentsRss },
  json: { name: 'JSON', type: 'application/feed+json', write: commentsJson },
} as const;

export type CommentFormat = keyof typeof commentFormats;
