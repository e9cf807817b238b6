import { z } from 'zod';
import { accepted } from '../../../../core/http/accepted.ts';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { MentionDomain, MentionState, ReceivedMention, SentMention, SentState } from '../../contract.ts';
import { checkMention } from '../../methods/mentions/check-mention.ts';
import { listMentions } from '../../methods/mentions/list-mentions.ts';
import { listSentMentions } from '../../methods/mentions/list-sent-mentions.ts';
import {
  listMentionDomains,
  removeMentionDomain,
  setMentionDomain,
} from '../../methods/mentions/mention-domains.ts';
import { resendMention } from '../../methods/mentions/resend-mention.ts';
import { actorOf, needsScope } from '../caller.ts';
import { bearer, Problem, ShortQuery } from '../posts/schemas.ts';

const Id = z.object({ id: z.uuid() });
const Domain = MentionDomain.pick({ domain: true });
const List = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
  query: z.string().max(200).optional().describe('A part of the source or target'),
});
const limit = limitByAddress({ burst: 60, perMinute: 120 });
const problem = { '4xx': Problem };

/** Mentions over REST: `/api/v1/mentions`, for moderators; sending again is for writers. */
export function mentionRoutes(http: Http, ctx: ApiContext): void {
  const moderates = [limit, needsScope(ctx, 'moderate')];
  const about = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ['mentions'],
    security: bearer,
  });
  const received = z.object({ mentions: z.array(ReceivedMention), next: z.string().optional() });
  const sent = z.object({ mentions: z.array(SentMention), next: z.string().optional() });
  const domains = z.object({ domains: z.array(MentionDomain), next: z.string().optional() });

  http.get(
    '/api/v1/mentions',
    {
      onRequest: moderates,
      schema: {
        ...about('listMentions', 'List mentions of this site'),
        querystring: List.extend({ state: MentionState.optional() }),
        response: { 200: received, ...problem },
      },
    },
    async (request, reply) => reply.send(await listMentions(ctx, request.query)),
  );
  http.post(
    '/api/v1/mentions/:id/check',
    {
      onRequest: moderates,
      schema: {
        ...about('checkMention', 'Look at the source of a mention again'),
        params: Id,
        response: { 202: z.null().describe('It will be looked at in a moment'), ...problem },
      },
    },
    async (request, reply) => {
      await checkMention(ctx, request.params);
      return accepted(reply);
    },
  );
  http.get(
    '/api/v1/mentions/sent',
    {
      onRequest: moderates,
      schema: {
        ...about('listSentMentions', 'List mentions that posts here sent'),
        querystring: List.extend({
          post: z.string().min(1).max(200).optional(),
          state: SentState.optional(),
        }),
        response: { 200: sent, ...problem },
      },
    },
    async (request, reply) => reply.send(await listSentMentions(ctx, request.query)),
  );
  http.post(
    '/api/v1/mentions/sent/:id/resend',
    {
      onRequest: [limit, needsScope(ctx, 'write')],
      schema: {
        ...about('resendMention', 'Send a mention again'),
        params: Id,
        response: { 202: z.null().describe('It will be sent in a moment'), ...problem },
      },
    },
    async (request, reply) => {
      await resendMention(ctx, request.params);
      return accepted(reply);
    },
  );
  http.get(
    '/api/v1/mentions/domains',
    {
      onRequest: moderates,
      schema: {
        ...about('listMentionDomains', 'List domains with a rule'),
        querystring: ShortQuery,
        response: { 200: domains, ...problem },
      },
    },
    async (request, reply) => reply.send(await listMentionDomains(ctx, request.query)),
  );
  http.put(
    '/api/v1/mentions/domains/:domain',
    {
      onRequest: moderates,
      schema: {
        ...about('setMentionDomain', 'Allow or block a domain'),
        params: Domain,
        body: MentionDomain.pick({ verdict: true }).strict(),
        response: { 204: z.null().describe('The rule holds from now on'), ...problem },
      },
    },
    async (request, reply) => {
      await setMentionDomain(ctx, { ...request.params, ...request.body, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
  http.delete(
    '/api/v1/mentions/domains/:domain',
    {
      onRequest: moderates,
      schema: {
        ...about('removeMentionDomain', 'Take a domain’s rule away'),
        params: Domain,
        response: { 204: z.null().describe('There is no rule for it'), ...problem },
      },
    },
    async (request, reply) => {
      await removeMentionDomain(ctx, { ...request.params, actor: actorOf(request) });
      return reply.code(204).send(null);
    },
  );
}
