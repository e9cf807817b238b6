import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { FetchResult } from '../../../core/fetch/index.ts';
import type { Http } from '../../../core/http/http.ts';
import type { RelayService } from '../methods/index.ts';
import { readToken } from '../token-file.ts';
import { limit, tags } from './caller.ts';

const MAX_BYTES = 20_000_000;

/** What a browser shows and cannot be made to run; everything else is saved. */
const SHOWN =
  /^(?:image\/(?:png|jpeg|gif|webp|avif)|video\/(?:mp4|webm|ogg)|audio\/(?:mpeg|ogg|mp4|webm|wav|flac))$/;

const Path = z.object({
  network: z.string().regex(/^[a-z0-9-]{1,30}$/),
  server: z.string().regex(/^[\w.:[\]-]{1,255}$/),
  id: z.string().regex(/^[\w-]{1,255}$/),
});

/** Pictures and files of Matrix rooms, which homeservers show to who is signed in alone. */
export function mediaRoutes(http: Http, service: RelayService): void {
  http.get(
    '/api/v1/relay/media/:network/:server/:id',
    {
      preHandler: limit,
      schema: {
        operationId: 'getRelayMedia',
        summary: 'A picture or file that was carried from a Matrix room',
        tags,
        params: Path,
        querystring: z.object({ key: z.string().regex(/^[\w-]{22}$/) }),
        response: { 200: z.unknown().describe('The file') },
      },
    },
    async (request, reply) => {
      const { network, server, id } = request.params;
      if (!service.media.isOurs(network, server, id, request.query.key)) throw notHere();
      const found = await download(
        service,
        network,
        `${encodeURIComponent(server)}/${encodeURIComponent(id)}`,
      );
      const type = (found.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
      const isShown = SHOWN.test(type);
      return reply
        .header('content-type', isShown ? type : 'application/octet-stream')
        .header('content-disposition', isShown ? 'inline' : 'attachment')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'public, max-age=86400, immutable')
        .send(Buffer.from(found.body));
    },
  );
}

/** By https://spec.matrix.org/v1.11/client-server-api/#get_matrixclientv1mediadownloadservernamemediaid. */
async function download(
  { networks, fetcher }: RelayService,
  name: string,
  path: string,
): Promise<FetchResult> {
  const network = networks.find(one => one.name === name);
  if (network?.kind !== 'matrix') throw notHere();
  const headers = { authorization: `Bearer ${await readToken(network)}` };
  const result = await fetcher.fetch(`${network.homeserver}/_matrix/client/v1/media/download/${path}`, {
    ...{ headers, maxBytes: MAX_BYTES, redirects: 0 },
  });
  if (result.status === 200) return result;
  if (result.status === 404) throw notHere();
  throw new AppError('unavailable', 'The homeserver does not give this file now.', { retryAfter: 60 });
}

function notHere(): AppError {
  return new AppError('not_found', 'There is no such file.');
}
