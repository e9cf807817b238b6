import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Http } from '../../../core/http/http.ts';
import type { ApiContext } from '../context.ts';

/**
 * `GET /api/v1/openapi.json`: the routes of this service as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), made from
 * their schemas when somebody first asks, since what makes it takes several megabytes and is rarely wanted.
 */
export function openapiRoute(http: Http, ctx: ApiContext, addRoutes: (http: Http) => void): void {
  let document: Promise<string> | undefined;
  http.get('/api/v1/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= describe(ctx, addRoutes);
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .serializer((text: string) => text)
      .send(await document);
  });
}

/** Adds the routes to an application of its own, which answers nobody and is let go again. */
async function describe(ctx: ApiContext, addRoutes: (http: Http) => void): Promise<string> {
  const { fastifySwagger } = await import('@fastify/swagger');
  const { jsonSchemaTransform } = await import('fastify-type-provider-zod');
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Croft',
        version: ctx.version,
        description:
          'All of this site: posts, media, conversation, people and settings. Errors are RFC 9457 problems. Micropub, ' +
          'IndieAuth, WebSub, Webmention and Pingback are no part of it: each follows its own standard, and programs find ' +
          'its endpoint from the home page or a feed, as the standard says.',
      },
      servers: [{ url: ctx.origin }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async child => addRoutes(child as unknown as Http));
  await app.ready();
  const document = JSON.stringify(app.swagger());
  await app.close();
  return document;
}
