import { setImmediate as breathe } from 'node:timers/promises';
import type { CallContext } from '../../../../core/rpc/contract.ts';
import type { ReaderContext } from '../../context.ts';
import { titleOf } from '../../contract/item-title.ts';
import type { Match } from '../../contract/rules.ts';
import { compileMatch } from '../../rules/compile.ts';
import { subjectOfKept } from '../../rules/subject.ts';
import { findReader } from '../../store/readers.ts';
import { newestItems, type RuleItem } from '../../store/rule-items.ts';

/** Items that are looked at, the newest. */
const LOOKED_AT = 200;

/** Which of a person's newest items a match is true of. Throws `invalid` for a broken pattern. */
export async function testRule(
  ctx: Pick<ReaderContext, 'db'>,
  { account, match }: { account: string; match: Match },
  { signal }: CallContext,
) {
  const test = compileMatch(match);
  const reader = await findReader(ctx.db, account);
  const items = reader === undefined ? [] : await newestItems(ctx.db, reader, LOOKED_AT);
  const fitting: RuleItem[] = [];
  for (const item of items) {
    if (test(subjectOfKept(item, item.feeds))) fitting.push(item);
    await breathe();
    signal?.throwIfAborted();
  }
  return { looked: items.length, items: fitting.map(toFitting) };
}

function toFitting(item: RuleItem) {
  const { id, url, feeds, published_at } = item;
  return {
    id: String(id),
    title: titleOf(item),
    url: url ?? undefined,
    feedTitle: feeds[0]?.title ?? '',
    publishedAt: published_at.toISOString(),
  };
}
