import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { TermChanges, type TermKind } from '../../../api/contract.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { TERMS, termsView, termView } from '../views/terms/terms.ts';

const Params = z.object({ slug: z.string().min(1).max(200) });
type Form = Readonly<Record<string, string | undefined>>;

/** `GET /admin/tags` and `/admin/series`. */
export function termsPage(kind: TermKind) {
  return async (asked: AdminRequest): Promise<Html> => {
    const { terms } = await asked.web.api.listTerms({ kind }, asked.request.call);
    return termsView(asked, kind, terms);
  };
}

/** `GET /admin/tags/SLUG` and `/admin/series/SLUG`. */
export function termPage(kind: TermKind) {
  return (asked: AdminRequest): Promise<Html> => one(asked, kind);
}

/** `POST /admin/tags/SLUG`: renames and describes. */
export function saveTerm(kind: TermKind) {
  return async (asked: AdminRequest): Promise<Html | FastifyReply> => {
    const changes = TermChanges.safeParse({ description: '', ...formOf(asked) });
    if (!changes.success) return one(asked, kind, changes.error.issues[0]?.message);
    try {
      const given = { kind, slug: slugOf(asked), changes: changes.data, actor: actorOf(asked) };
      const { slug } = await asked.web.api.updateTerm(given, asked.request.call);
      return goTo(asked, `${TERMS[kind].path}/${encodeURIComponent(slug)}`, 'Saved.');
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'invalid' && error.code !== 'conflict') throw thrown;
      return one(asked, kind, error.message);
    }
  };
}

/** `POST /admin/tags/SLUG/merge`. */
export function mergeTerm(kind: TermKind) {
  return async (asked: AdminRequest): Promise<FastifyReply> => {
    const into = formOf(asked)['into'] ?? '';
    const given = { kind, slug: slugOf(asked), into, actor: actorOf(asked) };
    const { slug, name } = await asked.web.api.mergeTerms(given, asked.request.call);
    return goTo(asked, `${TERMS[kind].path}/${encodeURIComponent(slug)}`, `They are one now: ${name}.`);
  };
}

/** `POST /admin/series/SLUG/order`: by the numbers that were given. */
export async function orderSeriesPage(asked: AdminRequest): Promise<FastifyReply> {
  const slug = slugOf(asked);
  const posts = Object.entries(formOf(asked))
    .filter(([name]) => name.startsWith('part:'))
    .map(([name, text]) => ({ id: name.slice('part:'.length), at: Number(text) }))
    .filter(({ id, at }) => z.uuid().safeParse(id).success && Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
  await asked.web.api.orderSeries({ slug, posts, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, `${TERMS.series.path}/${encodeURIComponent(slug)}`, 'The order is saved.');
}

async function one(asked: AdminRequest, kind: TermKind, problem?: string): Promise<Html> {
  if (problem !== undefined) asked.reply.code(400);
  const { api } = asked.web;
  const { call } = asked.request;
  const slug = slugOf(asked);
  const [{ terms }, { posts }] = await Promise.all([
    api.listTerms({ kind }, call),
    kind === 'series' ? api.listParts({ slug }, call) : { posts: [] },
  ]);
  const term = terms.find(each => each.slug === slug);
  if (!term) throw new AppError('not_found', `There is no such ${kind}.`);
  return termView(asked, {
    kind,
    term,
    others: terms.filter(each => each !== term),
    parts: posts,
    problem,
  });
}

function formOf({ request }: AdminRequest): Form {
  return (request.body ?? {}) as Form;
}

function slugOf({ request }: AdminRequest): string {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such page.');
  return params.data.slug;
}
