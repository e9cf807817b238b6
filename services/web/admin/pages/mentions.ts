import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { MentionDomain, MentionState, SentState } from '../../../api/contract.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { ticked } from '../ticked.ts';
import { domainsView, MENTIONS_PATH, receivedView, sentView } from '../views/mentions.ts';

const ON_A_PAGE = 50;
const Ids = z.array(z.uuid()).max(200);
const Query = z.object({
  after: z.string().max(200).optional().catch(undefined),
  post: z.string().max(200).optional().catch(undefined),
  q: z.string().trim().max(200).default('').catch(''),
  state: z.string().max(20).optional().catch(undefined),
});
export type MentionsQuery = z.infer<typeof Query>;

/** `GET /admin/mentions`, searched and of one state. */
export async function receivedMentionsPage(asked: AdminRequest): Promise<Html> {
  const query = Query.parse(asked.request.query);
  const state = MentionState.safeParse(query.state).data;
  const { mentions, next } = await asked.web.api.listMentions(
    { limit: ON_A_PAGE, cursor: query.after, query: query.q || undefined, state },
    asked.request.call,
  );
  return receivedView(asked, { mentions, next, query: { ...query, state } });
}

/** `GET /admin/mentions/sent`, searched and of one state, with `post` of one post. */
export async function sentMentionsPage(asked: AdminRequest): Promise<Html> {
  const query = Query.parse(asked.request.query);
  const state = SentState.safeParse(query.state).data;
  const { mentions, next } = await asked.web.api.listSentMentions(
    { limit: ON_A_PAGE, cursor: query.after, query: query.q || undefined, state, post: query.post },
    asked.request.call,
  );
  return sentView(asked, { mentions, next, query: { ...query, state } });
}

/** `GET /admin/mentions/domains`. */
export async function mentionDomainsPage(asked: AdminRequest): Promise<Html> {
  const { domains } = await asked.web.api.listMentionDomains({}, asked.request.call);
  return domainsView(asked, domains);
}

/** `POST /admin/mentions/bulk`: looks at the sources of those that are ticked again, or of the one whose button was pressed. */
export async function bulkCheckMentions(asked: AdminRequest): Promise<FastifyReply> {
  const ids = Ids.parse(ticked(asked.request.body));
  for (const id of ids) await asked.web.api.checkMention({ id }, asked.request.call);
  if (ids.length === 0) return goTo(asked, MENTIONS_PATH, 'Nothing was done: tick the mentions first.');
  const what = ids.length === 1 ? 'The source is' : `${ids.length} sources are`;
  return goTo(asked, MENTIONS_PATH, `${what} being looked at again. Load this page again in a moment.`);
}

/** `POST /admin/mentions/sent/bulk`. */
export async function bulkResendMentions(asked: AdminRequest): Promise<FastifyReply> {
  const path = `${MENTIONS_PATH}/sent`;
  const ids = Ids.parse(ticked(asked.request.body));
  for (const id of ids) await asked.web.api.resendMention({ id }, asked.request.call);
  if (ids.length === 0) return goTo(asked, path, 'Nothing was sent: tick the mentions first.');
  const what = ids.length === 1 ? 'It is' : `${ids.length} are`;
  return goTo(asked, path, `${what} being sent again. Load this page again in a moment.`);
}

/** `POST /admin/mentions/domains`. */
export async function setMentionDomain(asked: AdminRequest): Promise<Html | FastifyReply> {
  const form = MentionDomain.safeParse(asked.request.body);
  if (!form.success) {
    const { domains } = await asked.web.api.listMentionDomains({}, asked.request.call);
    asked.reply.code(400);
    return domainsView(asked, domains, `The domain ${form.error.issues[0]?.message ?? 'is not right'}.`);
  }
  await asked.web.api.setMentionDomain({ ...form.data, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, `${MENTIONS_PATH}/domains`, `Noted for ${form.data.domain}.`);
}

/** `POST /admin/mentions/domains/remove`. */
export async function removeMentionDomain(asked: AdminRequest): Promise<FastifyReply> {
  const form = MentionDomain.pick({ domain: true }).safeParse(asked.request.body);
  if (!form.success) throw new AppError('invalid', 'There is no domain in this form.');
  await asked.web.api.removeMentionDomain({ ...form.data, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, `${MENTIONS_PATH}/domains`, `${form.data.domain} has no rule any more.`);
}
