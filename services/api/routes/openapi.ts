import { describeRoutes } from '../../../core/http/describe-routes.ts';
import { type Paths, SECURITY_SCHEMES } from '../../../core/http/described.ts';
import type { Http } from '../../../core/http/http.ts';
import type { ApiContext } from '../context.ts';

/** For so long a document that lacks a service is given out before that service is asked again, in milliseconds. */
const PART_LASTS = 10_000;

interface Made {
  text: string;
  whole: boolean;
  at: number;
}

/**
 * `GET /api/v1/openapi.json`: the routes under `/api/v1` of every service as one document of OpenAPI 3.1
 * (https://spec.openapis.org/oas/v3.1.1.html). A service that does not answer is left out, and said to be.
 */
export function openapiRoute(http: Http, ctx: ApiContext, addRoutes: (http: Http) => void): void {
  let own: Promise<Paths> | undefined;
  let made: Promise<Made> | undefined;
  const make = async (): Promise<Made> => {
    own ??= describeRoutes(addRoutes);
    const asked = ctx.neighbours.map(async one => ({ one, paths: (await one.describeRoutes()).paths }));
    const answers = await Promise.allSettled(asked);
    const missing = ctx.neighbours.filter((_, at) => answers[at]!.status === 'rejected');
    const parts = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value.paths] : []));
    const paths = Object.assign({}, await own, ...parts) as Paths;
    const text = JSON.stringify(
      document(
        ctx,
        paths,
        missing.map(one => one.name),
      ),
    );
    return { text, whole: missing.length === 0, at: performance.now() };
  };
  http.get('/api/v1/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    let now = await made;
    if (now === undefined || !(now.whole || performance.now() - now.at < PART_LASTS)) {
      made = make();
      made.catch(() => {
        made = own = undefined;
      });
      now = await made;
    }
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', now.whole ? 'public, max-age=300' : 'no-store')
      .serializer((text: string) => text)
      .send(now.text);
  });
}

function document({ version, origin }: ApiContext, paths: Paths, missing: string[]) {
  const about =
    'All of this site: posts, media, conversation, people, settings, what is read here, the rooms and the bot. Errors are RFC 9457 problems. ' +
    'Lists go on by `cursor`. The rooms and the bot also talk over WebSockets at `/api/v1/chat/socket` and `/api/v1/bot/socket`, ' +
    'which no document of this kind can describe. Micropub, IndieAuth, WebSub, Webmention, Pingback and what reading apps speak are no part of it: each follows its ' +
    'own standard, and programs find its endpoint as the standard says.';
  const lacks = missing.map(name => ` The routes of \`${name}\` are not here: it does not answer right now.`);
  return {
    openapi: '3.1.0',
    info: { title: 'Croft', version, description: about + lacks.join('') },
    servers: [{ url: origin }],
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      responses: { Problem: PROBLEM },
    },
  };
}

const text = { type: 'string' };

const PROBLEM = {
  description: 'It was refused, or went wrong: a problem document (RFC 9457)',
  headers: {
    'Retry-After': { description: 'Seconds after which to try again', schema: { type: 'integer' } },
  },
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'code'],
        properties: {
          type: text,
          title: text,
          status: { type: 'integer' },
          detail: { ...text, description: 'What to do about it, in a sentence' },
          code: { ...text, description: 'One of a few words that never change' },
          reason: { ...text, description: 'A word that narrows the code, such as `slug_taken`' },
          details: { description: 'Data for the caller, such as the fields that were wrong' },
          instance: { ...text, description: 'An id to quote when you ask about it' },
        },
      },
    },
  },
};
