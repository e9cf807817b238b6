import type { IncomingMessage } from 'node:http';
import type { TestContext } from 'node:test';
import type { WebSocket } from 'ws';
import { type Answer, type Asked, httpServer } from './http-server.ts';

type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

export interface MastodonServer {
  readonly url: string;
  /** What the account has posted. */
  readonly posted: {
    id: string;
    status: string;
    in_reply_to_id?: string;
    visibility: Visibility;
    spoiler_text?: string;
  }[];
  readonly next: Answer[];
  /** Connections that are told of notifications. */
  readonly streams: WebSocket[];
  /** How often it was asked for notifications. */
  looks: number;
  /** Somebody mentions the account. */
  mention(
    content: string,
    more?: { visibility?: Visibility; bot?: boolean; acct?: string; spoiler_text?: string },
  ): string;
}

const ME = { id: '1', acct: 'croft', display_name: 'Croft', bot: true };

/** A Mastodon server as the relay sees it (https://docs.joinmastodon.org/api/). */
export async function mastodonServer(
  t: TestContext,
  { streams = false }: { streams?: boolean } = {},
): Promise<MastodonServer> {
  const statuses = new Map<string, object>();
  const notifications: { id: string; type: string; status: object }[] = [];
  const keys = new Map<string, object>();
  const server: MastodonServer = {
    url: '',
    posted: [],
    next: [],
    streams: [],
    looks: 0,
    mention(
      content,
      { visibility = 'public', bot = false, acct = 'ada@elsewhere.test', spoiler_text = '' } = {},
    ) {
      const id = `${109_000 + statuses.size}`;
      const account = acct === ME.acct ? ME : { id: `u-${acct}`, acct, display_name: 'Ada', bot };
      const status = {
        id,
        content,
        visibility,
        account,
        spoiler_text,
        mentions: [{ id: ME.id, acct: ME.acct }],
      };
      statuses.set(id, status);
      const notification = { id: `${500 + notifications.length}`, type: 'mention', status };
      notifications.push(notification);
      for (const stream of server.streams)
        stream.send(
          JSON.stringify({
            stream: ['user:notification'],
            event: 'notification',
            payload: JSON.stringify(notification),
          }),
        );
      return id;
    },
  };
  const onSocket = (socket: WebSocket, { url: asked, headers }: IncomingMessage) => {
    const isOurs = asked === '/api/v1/streaming?stream=user:notification';
    if (!isOurs || headers.authorization !== 'Bearer mtoken') return socket.close(4000);
    server.streams.push(socket);
    socket.on('close', () => server.streams.splice(server.streams.indexOf(socket), 1));
  };
  const answer = ({ method, path, query, headers, body }: Asked): Answer => {
    if (headers.authorization !== 'Bearer mtoken')
      return { status: 401, json: { error: 'The access token is invalid' } };
    if (path === '/api/v1/accounts/verify_credentials') return { json: ME };
    const own = server.next.shift();
    if (own) return own;
    if (path === '/api/v1/notifications') {
      server.looks++;
      const after = Number(query.get('min_id') ?? 0);
      const fresh = notifications.filter(({ id }) => Number(id) > after);
      const limit = Number(query.get('limit'));
      return { json: (query.has('min_id') ? fresh.slice(0, limit) : fresh.slice(-limit)).toReversed() };
    }
    if (method === 'POST' && path === '/api/v1/statuses') {
      const key = String(headers['idempotency-key']);
      const known = keys.get(key);
      if (known) return { json: known };
      if ([...body.status].length > 500)
        return { status: 422, json: { error: 'Validation failed: Text limit of 500 exceeded' } };
      const made = { id: `p${server.posted.length + 1}`, ...body };
      server.posted.push(made);
      keys.set(key, made);
      return { json: made };
    }
    const status = statuses.get(path.replace('/api/v1/statuses/', ''));
    return status ? { json: status } : { status: 404, json: { error: 'Record not found' } };
  };
  const url = await httpServer(t, answer, streams ? onSocket : undefined);
  return Object.assign(server, { url });
}

/** The settings of a network that is this server. */
export function mastodonSettings({ url }: MastodonServer): object {
  return { name: 'social', kind: 'mastodon', server: url, token: 'mtoken', every: 1 };
}
