import { allowAnyOrigin } from '../../../../core/http/any-origin.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { answerMicropubErrors } from './errors.ts';
import { mediaQueryRoute, uploadRoute } from './media.ts';
import { queryRoute } from './query.ts';
import { parseMultipart } from './read-multipart.ts';
import { writeRoute } from './write.ts';

/** No form without files is longer. */
const FORM_LIMIT = 4_000_000;

/** The Micropub server (https://micropub.spec.indieweb.org/) and its media endpoint. */
export function micropubRoutes(http: Http, ctx: ApiContext): void {
  answerMicropubErrors(http, ctx);
  allowAnyOrigin(http, ['/micropub', '/micropub/media']);
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  parseMultipart(http, ctx);

  queryRoute(http, ctx); //      GET  /micropub
  writeRoute(http, ctx); //      POST /micropub
  mediaQueryRoute(http, ctx); // GET  /micropub/media
  uploadRoute(http, ctx); //     POST /micropub/media
}
