import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { toId } from '../../store/feed-row.ts';
import type { Condition } from '../../store/item-conditions.ts';
import { selectItemIds } from '../../store/item-ids.ts';
import { findStream } from './find-stream.ts';
import { READING_LIST, readStreamName } from './stream-name.ts';

/**
 * Ids of a stream in the order in which its items came. Of the fields: `s` the stream, the reading list unless given; `n` how
 * many; `c` where to go on; `r=o` the oldest first; `it` and `xt` streams that they must and must not be in too; `ot` and
 * `nt` the seconds since and until which they came. Throws `invalid` for what is none of these.
 */
export async function listIds(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  fields: URLSearchParams,
  most: number,
): Promise<{ ids: string[]; next?: string }> {
  const order = fields.get('r') === 'o' ? 'oldest' : 'newest';
  const limit = Math.min(readNumber(fields, 'n', 1) ?? 20, most);
  const after = readNumber(fields, 'c', 1);
  const streams = async (names: readonly string[]) => {
    const found = await Promise.all(
      names.filter(name => name !== '').map(name => findStream(ctx, account, readStreamName(name))),
    );
    return found.filter(each => each !== undefined);
  };
  const stream = fields.get('s') ? [] : [await findStream(ctx, account, READING_LIST)];
  const include: Condition[] = [
    ...stream.filter(each => each !== undefined),
    ...(await streams([...fields.getAll('s'), ...fields.getAll('it')])),
  ];
  const found = await selectItemIds(ctx.db, account, {
    include,
    exclude: await streams(fields.getAll('xt')),
    order,
    ...(order === 'newest' ? { below: after } : { above: after }),
    since: readTime(fields, 'ot', -SLACK),
    until: readTime(fields, 'nt', 0),
    limit: limit + 1,
  });
  const ids = found.slice(0, limit).map(String);
  return { ids, ...(found.length > limit ? { next: ids.at(-1)! } : {}) };
}

/**
 * Seconds before the time that an app last asked at: what was being written then was not to be seen yet. Apps know what they
 * have already.
 */
const SLACK = 60;

/** A whole number of a field; undefined when it is not there. Throws `invalid`. */
export function readNumber(fields: URLSearchParams, name: string, least: number): number | undefined {
  const text = fields.get(name);
  if (text === null || text === '') return undefined;
  const number = toId(text) ?? (text === '0' ? 0 : undefined);
  if (number === undefined || number < least)
    throw new AppError('invalid', `${name}=${text.slice(0, 40)}: give a whole number from ${least}.`);
  return number;
}

/** A time in whole seconds, or in milli- or microseconds, as some apps have it. */
export function readTime(fields: URLSearchParams, name: string, shift: number): string | undefined {
  const number = toNumber(fields.get(name));
  if (number === undefined) return undefined;
  const seconds = number > 1e14 ? number / 1e6 : number > 1e11 ? number / 1e3 : number;
  return new Date(Math.max(0, seconds + shift) * 1000).toISOString();

  function toNumber(text: string | null): number | undefined {
    if (text === null || text === '' || text === '0') return undefined;
    if (!/^\d{1,17}$/.test(text))
      throw new AppError('invalid', `${name}=${text.slice(0, 40)}: give a time in seconds since 1970.`);
    return Number(text);
  }
}
