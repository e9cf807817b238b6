import type { Enclosure, Item } from '../contract/items.ts';
import { type Positions, withPositions } from './positions.ts';

export interface ItemRow {
  readonly id: number;
  readonly feed_id: number;
  readonly feed_title: string;
  readonly sources: readonly { feedId: string; title: string }[] | null;
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly html: string | null;
  readonly summary: string | null;
  readonly published_at: Date;
  readonly updated_at: Date | null;
  readonly revised_at: Date | null;
  readonly seen_at: Date;
  readonly categories: string[];
  readonly image: string | null;
  readonly enclosures: Enclosure[];
  readonly comments_url: string | null;
  readonly chapters_url: string | null;
  readonly transcript_url: string | null;
  readonly episode: Item['episode'] | null;
  readonly language: string | null;
  readonly saved: boolean;
  /** Of the text of its page, where that is shown. */
  readonly fetched_at: Date | null;
  readonly problem: string | null;
  readonly unread: boolean;
  readonly starred_at: Date | null;
  readonly tags: string[] | null;
  readonly positions: Positions | null;
  readonly recommended_at: Date | null;
  readonly comment: string | null;
  /** By which the list is ordered. */
  readonly time: Date;
}

/** A row as the contract has it. What a starred item came with may be a feed that nobody reads any more. */
export function toItem(row: ItemRow): Item {
  const enclosures = withPositions(row.enclosures, row.positions);
  const sources = row.sources ?? [{ feedId: String(row.feed_id), title: row.feed_title }];
  return {
    id: String(row.id),
    feedId: sources[0]!.feedId,
    feedTitle: sources[0]!.title,
    sources: [...sources],
    url: row.url ?? undefined,
    title: row.title,
    author: row.author ?? undefined,
    html: row.html ?? undefined,
    summary: row.summary ?? '',
    publishedAt: row.published_at.toISOString(),
    updatedAt: row.updated_at?.toISOString(),
    revisedAt: row.revised_at?.toISOString(),
    seenAt: row.seen_at.toISOString(),
    categories: row.categories,
    image: row.image ?? undefined,
    enclosures,
    commentsUrl: row.comments_url ?? undefined,
    chaptersUrl: row.chapters_url ?? undefined,
    transcriptUrl: row.transcript_url ?? undefined,
    episode: row.episode ?? undefined,
    language: row.language ?? undefined,
    unread: row.unread,
    starredAt: row.starred_at?.toISOString(),
    tags: row.tags ?? [],
    position: enclosures.find(({ position }) => position !== undefined)?.position,
    saved: row.saved
      ? { fetchedAt: row.fetched_at?.toISOString(), problem: row.problem ?? undefined }
      : undefined,
    recommended: row.recommended_at
      ? { at: row.recommended_at.toISOString(), comment: row.comment ?? '' }
      : undefined,
  };
}
