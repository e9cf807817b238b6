import { type Kysely, sql, type Transaction } from 'kysely';
import type { Term, TermKind } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { SUMMARY, type SummaryRow } from '../posts/post-row.ts';

/** What a post has that nobody has put in its place. */
export const NO_PART = 1_000_000;

const COUNTS = {
  tag: sql`select tag as slug, count(*) as posts, count(public_at) as public from post_tag group by tag`,
  series: sql`select series as slug, count(*) as posts, count(*) filter (where listed) as public from post
    where series is not null group by series`,
} as const satisfies Record<TermKind, unknown>;

/** By name; `slug`: one alone. */
export async function listTerms(db: Kysely<Schema>, kind: TermKind, slug?: string): Promise<Term[]> {
  const { rows } = await sql<Term>`
    select term.slug, term.name, term.description, coalesce(used.posts, 0) as posts, coalesce(used.public, 0) as public
    from ${sql.table(kind)} term left join (${COUNTS[kind]}) used on used.slug = term.slug
    ${slug === undefined ? sql`` : sql`where term.slug = ${slug}`}
    order by lower(term.name), term.slug`.execute(db);
  return rows.map(row => ({ ...row, posts: Number(row.posts), public: Number(row.public) }));
}

/** What the owner says of one, without counting what has it; empty when that is nothing. */
export async function describeTerm(
  db: Kysely<Schema>,
  kind: TermKind,
  slug: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ description: string }>`
    select description from ${sql.table(kind)} where slug = ${slug}`.execute(db);
  return rows[0]?.description;
}

/** Until the transaction ends no tag and no series is changed by anybody else. False when there is none of this address. */
export async function lockTerm(trx: Transaction<Schema>, kind: TermKind, slug: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('terms', 0))`.execute(trx);
  const { rows } = await sql`select 1 from ${sql.table(kind)} where slug = ${slug}`.execute(trx);
  return rows.length > 0;
}

export async function setTerm(
  trx: Transaction<Schema>,
  kind: TermKind,
  slug: string,
  { name, description }: { name?: string | undefined; description?: string | undefined },
): Promise<void> {
  await sql`update ${sql.table(kind)} set name = coalesce(${name ?? null}, name),
    description = coalesce(${description ?? null}, description) where slug = ${slug}`.execute(trx);
}

/** The same with another address, which nothing has yet. */
export async function copyTerm(
  trx: Transaction<Schema>,
  kind: TermKind,
  from: string,
  to: { slug: string; name: string },
): Promise<void> {
  await sql`insert into ${sql.table(kind)} (slug, name, description)
    select ${to.slug}, ${to.name}, description from ${sql.table(kind)} where slug = ${from}`.execute(trx);
}

/** Gives the posts of one to another, and deletes it. */
export async function moveTerm(
  trx: Transaction<Schema>,
  kind: TermKind,
  from: string,
  into: string,
): Promise<void> {
  await touchPosts(trx, kind, from);
  if (kind === 'series') {
    await trx.updateTable('post').set({ series: into }).where('series', '=', from).execute();
  } else {
    await sql`delete from post_tag old using post_tag new
      where old.tag = ${from} and new.tag = ${into} and new.post_id = old.post_id`.execute(trx);
    await trx.updateTable('post_tag').set({ tag: into }).where('tag', '=', from).execute();
  }
  await sql`delete from ${sql.table(kind)} where slug = ${from}`.execute(trx);
}

/** Posts show the name, and are found by the words of their tags, which are made anew. */
export async function touchPosts(trx: Transaction<Schema>, kind: TermKind, slug: string): Promise<void> {
  const which =
    kind === 'series' ? sql`series = ${slug}` : sql`id in (select post_id from post_tag where tag = ${slug})`;
  await sql`update post set version = version + 1, renderer = 0 where ${which}`.execute(trx);
}

/** The posts of a series in their order, whoever may see them. */
export function listAllParts(db: Kysely<Schema>, series: string, limit: number): Promise<SummaryRow[]> {
  return db
    .selectFrom('post')
    .select(SUMMARY)
    .where('post.series', '=', series)
    .orderBy('post.part')
    .orderBy(sql`post.published_at nulls last`)
    .orderBy('post.id')
    .limit(limit)
    .execute();
}

/** Puts posts of a series in this order, and all others of it after them. */
export async function writeOrder(
  trx: Transaction<Schema>,
  series: string,
  posts: readonly string[],
): Promise<void> {
  await sql`update post set part = coalesce(given.part, ${NO_PART}), version = post.version + 1
    from post old left join unnest(${sql.val([...posts])}::uuid[]) with ordinality given (id, part) on given.id = old.id
    where old.id = post.id and post.series = ${series} and post.part <> coalesce(given.part, ${NO_PART})`.execute(
    trx,
  );
}
