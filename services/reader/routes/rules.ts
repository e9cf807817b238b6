import { z } from 'zod';
import { accepted } from '../../../core/http/accepted.ts';
import type { Http } from '../../../core/http/http.ts';
import { readerAccount, writerAccount } from '../caller.ts';
import type { ReaderContext } from '../context.ts';
import { ruleMethods } from '../contract/rules.ts';
import { applyRule } from '../methods/rules/apply-rule.ts';
import { deleteRule } from '../methods/rules/delete-rule.ts';
import { dismissNotices } from '../methods/rules/dismiss-notices.ts';
import { listNotices } from '../methods/rules/list-notices.ts';
import { listRules } from '../methods/rules/list-rules.ts';
import { orderRules } from '../methods/rules/order-rules.ts';
import { saveRule } from '../methods/rules/save-rule.ts';
import { showHidden } from '../methods/rules/show-hidden.ts';
import { testRule } from '../methods/rules/test-rule.ts';
import { ById, limit, security, tags } from './common.ts';

const { listRules: rules, saveRule: saving, orderRules: ordering, testRule: testing } = ruleMethods;
const { showHidden: showing, listNotices: notices, dismissNotices: dismissing } = ruleMethods;
const Saved = saving.input.omit({ account: true, id: true });
const Limit = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });

export function ruleRoutes(http: Http, ctx: ReaderContext): void {
  const base = '/api/v1/reader/rules';
  const about = (operationId: string, summary: string) => ({ operationId, summary, tags, security });

  http.get(
    base,
    {
      schema: {
        ...about('listRules', 'List rules in the order in which they are looked at'),
        response: { 200: rules.output },
      },
    },
    async request => await listRules(ctx, { account: await readerAccount(ctx, request) }),
  );

  http.post(
    base,
    {
      preHandler: limit,
      schema: { ...about('addRule', 'Add a rule'), body: Saved, response: { 201: saving.output } },
    },
    async (request, reply) => {
      const account = await writerAccount(ctx, request);
      return await reply.code(201).send(await saveRule(ctx, { ...request.body, account }));
    },
  );

  http.put(
    `${base}/:id`,
    {
      preHandler: limit,
      schema: {
        ...about('changeRule', 'Change a rule'),
        params: ById,
        body: Saved,
        response: { 200: saving.output },
      },
    },
    async request => {
      const account = await writerAccount(ctx, request);
      return await saveRule(ctx, { ...request.body, account, id: request.params.id });
    },
  );

  http.delete(
    `${base}/:id`,
    {
      preHandler: limit,
      schema: {
        ...about('deleteRule', 'Delete a rule'),
        params: ById,
        response: { 204: z.null().describe('It is deleted') },
      },
    },
    async (request, reply) => {
      await deleteRule(ctx, { ...request.params, account: await writerAccount(ctx, request) });
      return await reply.code(204).send(null);
    },
  );

  http.put(
    `${base}/order`,
    {
      preHandler: limit,
      schema: {
        ...about('orderRules', 'Put rules in another order'),
        body: ordering.input.omit({ account: true }),
        response: { 204: z.null().describe('They are in this order') },
      },
    },
    async (request, reply) => {
      await orderRules(ctx, { ...request.body, account: await writerAccount(ctx, request) });
      return await reply.code(204).send(null);
    },
  );

  http.post(
    `${base}/test`,
    {
      preHandler: limit,
      schema: {
        ...about('testRule', 'Try out which of the newest 200 items a rule would be about'),
        body: testing.input.omit({ account: true }),
        response: { 200: testing.output },
      },
    },
    async request =>
      await testRule(ctx, { ...request.body, account: await readerAccount(ctx, request) }, request.call),
  );

  http.post(
    `${base}/:id/apply`,
    {
      preHandler: limit,
      schema: {
        ...about('applyRule', 'Apply a rule to what is here already'),
        params: ById,
        response: { 202: z.null().describe('It is under way; `listRules` tells how far') },
      },
    },
    async (request, reply) => {
      await applyRule(ctx, { ...request.params, account: await writerAccount(ctx, request) });
      return accepted(reply);
    },
  );

  http.post(
    '/api/v1/reader/hidden/show',
    {
      preHandler: limit,
      schema: {
        ...about('showHidden', 'Show again what rules have hidden'),
        response: { 200: showing.output },
      },
    },
    async request => await showHidden(ctx, { account: await writerAccount(ctx, request) }),
  );

  http.get(
    '/api/v1/reader/notices',
    {
      schema: {
        ...about('listNotices', 'List what rules tell of'),
        querystring: Limit,
        response: { 200: notices.output },
      },
    },
    async request => await listNotices(ctx, { ...request.query, account: await readerAccount(ctx, request) }),
  );

  http.post(
    '/api/v1/reader/notices/dismiss',
    {
      preHandler: limit,
      schema: {
        ...about('dismissNotices', 'Take notices away: of these items, or all'),
        body: dismissing.input.omit({ account: true }),
        response: { 200: dismissing.output },
      },
    },
    async request =>
      await dismissNotices(ctx, { ...request.body, account: await writerAccount(ctx, request) }),
  );
}
