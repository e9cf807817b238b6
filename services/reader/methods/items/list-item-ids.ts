import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import { selectItemIds } from '../../store/item-ids.ts';

export interface ListItemIdsInput {
  readonly account: string;
  readonly view?: 'all' | 'unread' | 'starred' | undefined;
  readonly feedId?: string | undefined;
  readonly tag?: string | undefined;
  readonly itemTag?: string | undefined;
  readonly order?: 'newest' | 'oldest' | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly without?: 'read' | 'unread' | 'starred' | undefined;
}

/** Ids of a stream in the order in which its items came; `next` is the last of them. */
export async function listItemIds(
  ctx: Pick<ReaderContext, 'db'>,
  { limit, ...input }: ListItemIdsInput,
): Promise<{ ids: string[]; next?: string }> {
  const found = await selectItemIds(ctx.db, input.account, {
    view: input.view ?? 'all',
    feedId: input.feedId === undefined ? undefined : (toId(input.feedId) ?? 0),
    tag: input.tag,
    itemTag: input.itemTag,
    order: input.order ?? 'newest',
    after: input.cursor === undefined ? undefined : (toId(input.cursor) ?? 0),
    since: input.since,
    until: input.until,
    without: input.without,
    limit: limit + 1,
  });
  const ids = found.slice(0, limit).map(String);
  const last = ids.at(-1);
  return { ids, ...(found.length > limit && last !== undefined ? { next: last } : {}) };
}
