import type { Transaction } from 'kysely';
import { AppError } from '../../../../core/errors.ts';
import { slugify } from '../../../../core/markdown/markdown.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, PostSummary, Term, TermChanges, TermKind } from '../../contract.ts';
import type { Schema } from '../../schema.ts';
import { addAudit } from '../../store/people/audit.ts';
import { toSummary } from '../../store/posts/post-row.ts';
import { deleteRedirect, lockRedirects, writeRedirect } from '../../store/redirects/redirects.ts';
import { changing } from '../../store/revision.ts';
import { readSiteLanguage } from '../../store/settings.ts';
import {
  copyTerm,
  listAllParts,
  lockTerm,
  moveTerm,
  setTerm,
  touchPosts,
  writeOrder,
} from '../../store/terms/terms.ts';
import { getTerm, type TermAddress } from './get-term.ts';

const MOST_PARTS = 500;
const FEEDS = ['', '/feed.xml', '/rss.xml', '/feed.json'];

interface One extends TermAddress {
  actor?: Actor | undefined;
}

function pathOf(kind: TermKind, slug: string): string {
  return `/${kind === 'tag' ? 'tags' : 'series'}/${slug}`;
}

export async function updateTerm(
  ctx: ApiContext,
  { kind, slug, changes, actor = {} }: One & { changes: TermChanges },
): Promise<Term> {
  const name = changes.name?.replace(/\s+/g, ' ');
  const wish = name === undefined ? slug : slugify(name, await readSiteLanguage(ctx));
  if (wish === '')
    throw new AppError('invalid', `"${name}" has no letter or digit.`, { details: { field: 'name' } });
  const before = await getTerm(ctx, { kind, slug });
  // A name that a language spells in its own way keeps the address that it has.
  const to = name === undefined || name === before.name ? slug : wish;
  await changing(ctx, async trx => {
    if (!(await lockTerm(trx, kind, slug))) throw new AppError('not_found', 'It is gone by now.');
    if (to === slug) {
      await setTerm(trx, kind, slug, { name, description: changes.description });
      if (name !== undefined && name !== before.name) await touchPosts(trx, kind, slug);
    } else {
      if (await lockTerm(trx, kind, to))
        throw new AppError('conflict', `There is a ${kind} of that name already: merge the two.`, {
          reason: 'name_taken',
          details: { slug: to },
        });
      await copyTerm(trx, kind, slug, { slug: to, name: name! });
      await setTerm(trx, kind, to, { description: changes.description });
      await moveTerm(trx, kind, slug, to);
      await leadOn(trx, kind, slug, to);
    }
    await addAudit(trx, { actor, action: `site.${kind}`, subject: before.name, detail: { ...changes } });
    return { result: undefined, visible: true };
  });
  await ctx.renderAgain();
  return getTerm(ctx, { kind, slug: to });
}

export async function mergeTerms(
  ctx: ApiContext,
  { kind, slug, into, actor = {} }: One & { into: string },
): Promise<Term> {
  if (slug === into) throw new AppError('invalid', 'Choose another one to merge it with.');
  const [from, to] = [await getTerm(ctx, { kind, slug }), await getTerm(ctx, { kind, slug: into })];
  await changing(ctx, async trx => {
    if (!(await lockTerm(trx, kind, slug)) || !(await lockTerm(trx, kind, into)))
      throw new AppError('not_found', 'One of the two is gone by now.');
    await moveTerm(trx, kind, slug, into);
    await leadOn(trx, kind, slug, into);
    await addAudit(trx, {
      actor,
      action: `site.${kind}-merge`,
      subject: from.name,
      detail: { into: to.name },
    });
    return { result: undefined, visible: true };
  });
  await ctx.renderAgain();
  return getTerm(ctx, { kind, slug: into });
}

export async function listParts(
  ctx: Pick<ApiContext, 'db'>,
  { slug }: { slug: string },
): Promise<{ posts: PostSummary[] }> {
  await getTerm(ctx, { kind: 'series', slug });
  return { posts: (await listAllParts(ctx.db, slug, MOST_PARTS)).map(toSummary) };
}

export async function orderSeries(
  ctx: ApiContext,
  { slug, posts, actor = {} }: { slug: string; posts: readonly string[]; actor?: Actor | undefined },
): Promise<{ posts: PostSummary[] }> {
  const series = await getTerm(ctx, { kind: 'series', slug });
  await changing(ctx, async trx => {
    await lockTerm(trx, 'series', slug);
    await writeOrder(trx, slug, posts);
    await addAudit(trx, { actor, action: 'site.series-order', subject: series.name });
    return { result: undefined, visible: true };
  });
  return listParts(ctx, { slug });
}

/** The old addresses lead to the new ones, which lead nowhere else. */
async function leadOn(trx: Transaction<Schema>, kind: TermKind, from: string, to: string): Promise<void> {
  await lockRedirects(trx);
  for (const feed of FEEDS) {
    await deleteRedirect(trx, pathOf(kind, to) + feed);
    await writeRedirect(trx, {
      path: pathOf(kind, from) + feed,
      target: pathOf(kind, to) + feed,
      status: 301,
    });
  }
}
