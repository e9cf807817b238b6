import { sql } from 'kysely';
import type { ApiContext } from '../context.ts';
import type { DueLetter } from '../store/thread/letters.ts';
import { compose, type Letter } from './compose.ts';

export interface Addressed {
  to: string;
  letter: Letter;
  /** Marks what the letter told once it went out. */
  told?: () => Promise<void>;
}

interface Part {
  id: string;
  author: string;
  words: string;
  slug: string;
}

const MOST = 20;

/** The letter with what there is to tell now; undefined when there is nothing any more, or nobody to tell it. */
export async function writeLetter(ctx: ApiContext, due: DueLetter): Promise<Addressed | undefined> {
  if (due.kind === 'owner') return toOwner(ctx);
  const subscriber = await ctx.db
    .selectFrom('subscriber')
    .select(['id', 'email', 'confirmed_at'])
    .where('id', '=', due.subscriber_id)
    .executeTakeFirst();
  if (!subscriber?.email) return undefined;
  const to = subscriber.email;
  const host = new URL(ctx.origin).host;
  if (due.kind === 'confirm')
    return {
      to,
      letter: compose({
        subject: `Letters about replies from ${host}?`,
        intro: `Somebody commented at ${ctx.origin} and left this address to hear of replies. If it was you, confirm it. If not, do nothing: no more letters will come.`,
        link: { label: 'Yes, write to me', url: letterUrl(ctx, 'confirm', subscriber.id) },
        unsubscribe: letterUrl(ctx, 'end', subscriber.id),
      }),
    };
  if (subscriber.confirmed_at === null) return undefined;
  const part = (
    await parts(ctx, sql`response.id = ${due.response_id}::uuid and response.status = 'approved'`)
  )[0];
  if (!part) return undefined;
  const url = placeOf(ctx, part);
  return {
    to,
    letter: compose({
      subject: `A reply to your comment at ${host}`,
      intro: 'There is a reply to your comment.',
      parts: [{ ...part, url }],
      link: { label: 'Read it there', url },
      unsubscribe: letterUrl(ctx, 'end', subscriber.id),
    }),
  };
}

async function toOwner(ctx: ApiContext): Promise<Addressed | undefined> {
  const to = ctx.config.email;
  const rows = await parts(
    ctx,
    sql`response.told_at is null and response.status in ('pending', 'approved')
    and greatest(response.received_at, response.edited_at) > now() - interval '7 days' and response.account_id is null`,
  );
  if (!to || rows.length === 0) return undefined;
  return {
    to,
    letter: compose({
      subject: `${rows.length === MOST ? 'Many' : rows.length} new response${rows.length === 1 ? '' : 's'} at ${new URL(ctx.origin).host}`,
      intro: 'New on your site:',
      parts: rows.map(part => ({ ...part, url: placeOf(ctx, part) })),
      link: { label: 'The queue', url: `${ctx.origin}/admin/conversation` },
    }),
    told: async () => {
      await sql`update response set told_at = now() where told_at is null and received_at <= now()`.execute(
        ctx.db,
      );
    },
  };
}

async function parts(ctx: ApiContext, where: ReturnType<typeof sql>): Promise<Part[]> {
  const { rows } = await sql<Part>`
    select response.id, response.author_name as author, response.text as words, post.slug
    from response join post on post.id = response.post_id
    where ${where} order by response.received_at limit ${MOST}`.execute(ctx.db);
  return rows;
}

function placeOf({ origin }: ApiContext, { slug, id }: Part): string {
  return `${origin}/posts/${encodeURIComponent(slug)}/comments/${id}`;
}

/** Where somebody confirms or ends their letters; only who got the letter has it. */
function letterUrl({ origin, conversation }: ApiContext, what: 'confirm' | 'end', id: string): string {
  return `${origin}/letters/${what}/${id}/${conversation.key.mac(`letters ${what}`, id).toString('base64url')}`;
}
