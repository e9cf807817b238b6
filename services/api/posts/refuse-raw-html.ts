import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { findRawHtml } from '../../../core/markdown/markdown.ts';
import type { Schema } from '../schema.ts';

const SHOWN = 60;

/**
 * Throws `forbidden`, `raw_html` when an account that is not the owner's puts raw HTML into a post: it would be the site's own code
 * on its page. What the post had before stays, as long as the paragraph that it stands in is left as it is.
 */
export async function refuseRawHtml(
  db: Kysely<Schema>,
  { by, markdown, before = '' }: { by: string | null | undefined; markdown: string; before?: string },
): Promise<void> {
  if (by == null || markdown === before || !markdown.includes('<')) return;
  const account = await db.selectFrom('account').select('role').where('id', '=', by).executeTakeFirst();
  if (account?.role === 'owner') return;
  const [found, had] = await Promise.all([findRawHtml(markdown), findRawHtml(before)]);
  const added = found.find(block => !had.includes(block));
  if (added === undefined) return;
  const start = added.trim().replace(/\s+/g, ' ');
  const shown = start.length > SHOWN ? `${start.slice(0, SHOWN).toWellFormed()}…` : start;
  throw new AppError(
    'forbidden',
    `Only the owner writes HTML in posts: “${shown}”. Say it in Markdown, or put it between backticks to have it shown as it is.`,
    { reason: 'raw_html', details: { field: 'markdown' } },
  );
}
