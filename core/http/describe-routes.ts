import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { type Paths, SECURITY_SCHEMES } from './described.ts';
import type { Http } from './http.ts';

const UNDER = '/api/v1/';

/** What an answer is when its schema does not say more. */
const MEANINGS: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken in',
  204: 'Done',
};

interface Operation {
  parameters?: { in: string; name: string }[];
  responses: Record<string, { description?: string; headers?: object; $ref?: string }>;
}

/**
 * The routes under `/api/v1` that a function adds, as OpenAPI 3.1, made from their schemas. They are added to an application of
 * their own, which answers nobody and is let go again. It takes several megabytes, so call it when somebody asks.
 */
export async function describeRoutes(addRoutes: (http: Http) => void | Promise<void>): Promise<Paths> {
  const { fastifySwagger } = await import('@fastify/swagger');
  const { jsonSchemaTransform } = await import('fastify-type-provider-zod');
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Croft', version: '1' },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: route =>
      route.url.startsWith(UNDER)
        ? jsonSchemaTransform(route as Parameters<typeof jsonSchemaTransform>[0])
        : { schema: { hide: true }, url: route.url },
  });
  await app.register(async child => addRoutes(child as unknown as Http));
  await app.ready();
  const { paths } = JSON.parse(JSON.stringify(app.swagger())) as { paths?: Paths };
  await app.close();
  for (const item of Object.values(paths ?? {}))
    for (const operation of Object.values(item)) complete(operation as Operation);
  return paths ?? {};
}

/** Says what holds for every route: what its answers mean, how it fails, and the headers of lists and of what is read again. */
function complete({ parameters = [], responses }: Operation): void {
  for (const [status, response] of Object.entries(responses))
    if (response.description === 'Default Response') response.description = MEANINGS[status] ?? 'Answered';
  const takes = (place: string, name: string) =>
    parameters.some(one => one.in === place && one.name === name);
  if (takes('query', 'cursor')) responses['200']!.headers = { Link: LINK };
  if (takes('header', 'if-none-match')) responses['304'] = { description: 'What the asker has is the same' };
  responses['4XX'] = responses['5XX'] = { $ref: '#/components/responses/Problem' };
}

const LINK = {
  description: 'RFC 8288: `rel="next"` leads to the next page; there is none on the last',
  schema: { type: 'string' },
};
