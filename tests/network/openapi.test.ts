import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceDefinition } from '../../core/service/service.ts';
import { startNetwork } from '../support/network.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  responses: Record<string, { description?: string; $ref?: string; content?: object }>;
}

interface Document {
  openapi: string;
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { responses: object; securitySchemes: object };
}

test('one OpenAPI document describes every route under /api/v1 of every service, and none that is not there', async t => {
  const registered = new Set<string>();
  const watch = (service: ServiceDefinition): ServiceDefinition => ({
    ...service,
    async create(ctx) {
      const parts = await service.create(ctx);
      return {
        ...parts,
        async routes(http) {
          await http.register(async child => {
            child.addHook('onRoute', ({ method, url }) => {
              for (const one of [method].flat())
                if (url.startsWith('/api/v1/') && one !== 'HEAD') registered.add(`${one} ${url}`);
            });
            await parts.routes?.(child);
          });
        },
      };
    },
  });
  const { origin } = await startNetwork(t, {}, watch);
  const ask = () => fetch(`${origin}/api/v1/openapi.json`);
  let answer = await ask();
  // A service that was too slow to answer on a busy machine is asked again.
  while (answer.headers.get('cache-control') === 'no-store') answer = await sleep(500).then(ask);
  assert.equal(answer.status, 200);
  const document = (await answer.json()) as Document;
  assert.equal(document.openapi, '3.1.0');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      operation,
    })),
  );
  assert.deepEqual(
    operations.map(({ route }) => route).toSorted(),
    [...registered].filter(route => route !== 'GET /api/v1/openapi.json').toSorted(),
  );
  for (const prefix of [
    '/api/v1/posts',
    '/api/v1/reader/items',
    '/api/v1/bot/messages',
    '/api/v1/chat/rooms',
  ])
    assert.ok(prefix in document.paths, prefix);

  const ids = operations.map(({ operation }) => operation.operationId);
  assert.deepEqual(
    ids.filter((id, at) => id === undefined || ids.indexOf(id) !== at),
    [],
  );
  const { Problem } = document.components.responses as Record<string, object>;
  assert.ok(Problem);
  for (const { route, operation } of operations) {
    assert.ok(operation.summary && operation.tags?.length, route);
    const statuses = Object.keys(operation.responses);
    assert.ok(statuses.some(status => /^2\d\d$/.test(status)) && statuses.includes('4XX'), route);
    for (const [status, response] of Object.entries(operation.responses)) {
      const said = response.$ref ?? response.description ?? '';
      assert.ok(said !== '' && said !== 'Default Response' && said !== 'Answered', `${route} ${status}`);
      if (status === '204' || status === '304') assert.equal(response.content, undefined, route);
    }
  }
  const statuses = (id: string) =>
    Object.keys(operations.find(({ operation }) => operation.operationId === id)!.operation.responses);
  assert.deepEqual(
    ['deletePost', 'checkMention', 'addComment', 'applyRule'].map(id => statuses(id).slice(0, -2)),
    [['204'], ['202'], ['201', '202'], ['202']],
  );
});
