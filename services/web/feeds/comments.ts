import type { ListedResponse, Site } from '../../api/contract.ts';
import { postName } from '../views/kinds.ts';
import { postPath } from '../views/paths.ts';
import { responsePath } from '../views/thread/paths.ts';
import { absolute } from './absolute.ts';
import { entryId } from './entry-id.ts';

/** What a feed of comments is made from. */
export interface CommentsSource {
  readonly site: Site;
  readonly origin: string;
  readonly title: string;
  /** Path of the page that the feed is of. */
  readonly page: string;
  /** Path of the feed. */
  readonly self: string;
  readonly comments: readonly ListedResponse[];
}

/** When the newest of them came or was edited. */
export function lastChange(comments: readonly ListedResponse[]): string | undefined {
  return comments
    .map(({ createdAt, editedAt }) => editedAt ?? createdAt)
    .sort()
    .at(-1);
}

/** A comment as every format tells it. */
export function commentEntry({ author, ...comment }: ListedResponse, origin: string) {
  const page = origin + postPath(comment.post);
  const name = author.name || 'Somebody';
  return {
    id: entryId(comment.id),
    url: origin + responsePath(comment.post.slug, comment.id),
    /** Address of the post that it is to. */
    page,
    title: `${name} on ${postName(comment.post)}`,
    name,
    author,
    /** Where it stands on another site. */
    elsewhere: comment.url,
    html: absolute(comment.html, page),
    published: comment.createdAt,
    updated: comment.editedAt ?? comment.createdAt,
  };
}
