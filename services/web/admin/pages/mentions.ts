import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { MentionDomain } from '../../../api/contract.ts';
import { withQuery } from '../../views/paths.ts';
import { type AdminRequest, actorOf, goTo } from '../admin-page.ts';
import { domainsView, MENTIONS_PATH, receivedView, sentView } from '../views/mentions.ts';

const ON_A_PAGE = 50;
const Query = z.object({ after: z.string().max(200).optional(), post: z.string().max(200).optional() });
const Params = z.object({ id: z.uuid() });

/** `GET /admin/mentions`. */
export async function receivedMentionsPage(asked: AdminRequest): Promise<Html> {
  const { after } = Query.parse(asked.request.query);
  const { mentions, next } = await asked.web.api.listMentions(
    { limit: ON_A_PAGE, cursor: after },
    asked.request.call,
  );
  return receivedView(asked, { mentions, older: next && withQuery(MENTIONS_PATH, { after: next }) });
}

/** `GET /admin/mentions/sent`, with `post` of one post. */
export async function sentMentionsPage(asked: AdminRequest): Promise<Html> {
  const { after, post } = Query.parse(asked.request.query);
  const { mentions, next } = await asked.web.api.listSentMentions(
    { limit: ON_A_PAGE, cursor: after, post },
    asked.request.call,
  );
  return sentView(asked, {
    mentions,
    older: next && withQuery(`${MENTIONS_PATH}/sent`, { after: next, post }),
  });
}

/** `GET /admin/mentions/domains`. */
export async function mentionDomainsPage(asked: AdminRequest): Promise<Html> {
  const { domains } = await asked.web.api.listMentionDomains({}, asked.request.call);
  return domainsView(asked, domains);
}

/** `POST /admin/mentions/ID/check`. */
export async function checkMention(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.api.checkMention({ id: idOf(asked) }, asked.request.call);
  return goTo(asked, MENTIONS_PATH, 'The source is being looked at again. Load this page again in a moment.');
}

/** `POST /admin/mentions/sent/ID`. */
export async function resendMention(asked: AdminRequest): Promise<FastifyReply> {
  await asked.web.api.resendMention({ id: idOf(asked) }, asked.request.call);
  return goTo(asked, `${MENTIONS_PATH}/sent`, 'It is being sent again. Load this page again in a moment.');
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

function idOf({ request }: AdminRequest): string {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new AppError('not_found', 'There is no such mention here.');
  return params.data.id;
}
