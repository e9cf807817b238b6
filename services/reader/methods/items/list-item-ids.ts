import type { ReaderContext } from '../../context.ts';
import type { View } from '../../contract/items.ts';
import { toId } from '../../store/feed-row.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { selectItemIds } from '../../store/item-ids.ts';

export interface ListItemIdsInput {
  readonly account: string;
  readonly view?: View | undefined;
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
  const order = input.order ?? 'newest';
  const after = input.cursor === undefined ? undefined : (toId(input.cursor) ?? 0);
  const found = await selectItemIds(ctx.db, input.account, {
    include: conditionsOf(input),
    exclude: input.without === undefined ? [] : [{ is: input.without }],
    order,
    ...(order === 'newest' ? { below: after } : { above: after }),
    since: input.since,
    until: input.until,
    limit: limit + 1,
  });
  const ids = found.slice(0, limit).map(String);
  const last = ids.at(-1);
  return { ids, ...(found.length > limit && last !== undefined ? { next: last } : {}) };
}

function conditionsOf(input: Omit<ListItemIdsInput, 'limit'>): Condition[] {
  const found: Condition[] = [];
  if (input.view !== undefined && input.view !== 'all') found.push({ is: input.view });
  if (input.feedId !== undefined) found.push({ is: 'in_feed', feedId: toId(input.feedId) ?? 0 });
  if (input.tag !== undefined) found.push({ is: 'in_folder', tag: input.tag });
  if (input.itemTag !== undefined) found.push({ is: 'tagged', tag: input.itemTag });
  return found;
}
