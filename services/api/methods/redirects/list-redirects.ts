import type { ApiContext } from '../../context.ts';
import type { Redirect } from '../../contract.ts';
import { cutAt } from '../../store/cursor.ts';
import { listRedirects as list, toRedirect } from '../../store/redirects/redirects.ts';

export async function listRedirects(
  { db }: ApiContext,
  { limit, cursor, query }: { limit: number; cursor?: string | undefined; query?: string | undefined },
): Promise<{ redirects: Redirect[]; next?: string }> {
  const after = Buffer.from(cursor ?? '', 'base64url')
    .toString()
    .replaceAll('\0', '');
  const found = await list(db, { limit: limit + 1, after, query: query?.replaceAll('\0', '') });
  const { rows, next } = cutAt(found, limit, row => Buffer.from(row.path).toString('base64url'));
  return { redirects: rows.map(toRedirect), ...(next === undefined ? {} : { next }) };
}
