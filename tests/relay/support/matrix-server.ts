import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Asked, httpServer } from './http-server.ts';

interface Event {
  type: string;
  event_id: string;
  sender: string;
  content: Record<string, unknown>;
  state_key?: string;
  redacts?: string;
}

export interface MatrixServer {
  readonly url: string;
  /** Every event, in its order; `room` beside it. */
  readonly events: (Event & { room: string })[];
  /** Rooms that were left or declined. */
  readonly left: string[];
  readonly acts: { what: string; body: Record<string, unknown> }[];
  /** The next answers, before its own. */
  readonly next: Answer[];
  /** Somebody says something; gives the id of the event. */
  say(text: string, content?: Record<string, unknown>, sender?: string): string;
  add(event: Omit<Event, 'event_id'>): string;
  invite(room: string, alias?: string): void;
  /** How often the account has connected. */
  synced: number;
  /** How many events a sync gives at most. */
  page: number;
  media: { type: string; bytes: Buffer };
  /** Who may do what in the room, and who made it. */
  power: object;
  create: { sender: string; content: object };
}

const ROOM = '!kitchen:test';

/** As the configuration calls the room. */
export const PLACE = '#kitchen:test';
const ME = '@croft:test';
const TOKEN = 'syt_token';

/** A homeserver as the relay sees it (https://spec.matrix.org/v1.11/client-server-api/): one room, one account. */
export async function matrixServer(t: TestContext): Promise<MatrixServer> {
  const transactions = new Map<string, string>();
  const invites = new Map<string, string | undefined>();
  const joined = new Set<string>();
  const news = new Set<() => void>();
  const told = () => {
    for (const wake of news) wake();
    news.clear();
  };
  const server: MatrixServer = {
    url: '',
    events: [],
    left: [],
    acts: [],
    next: [],
    page: 50,
    synced: 0,
    media: { type: 'image/png', bytes: Buffer.from('png') },
    power: {},
    create: { sender: '@ada:test', content: { room_version: '10' } },
    say: (text, content = {}, sender = '@ada:test') =>
      server.add({ type: 'm.room.message', sender, content: { msgtype: 'm.text', body: text, ...content } }),
    add(event) {
      const event_id = `$e${server.events.length + 1}`;
      server.events.push({ ...event, event_id, room: ROOM });
      told();
      return event_id;
    },
    invite(room, alias) {
      invites.set(room, alias);
      told();
    },
  };

  const sync = async (since: string | null): Promise<Answer> => {
    const from = Number(since ?? 0);
    if (since !== null && from >= server.events.length && invites.size === 0)
      await Promise.race([new Promise<void>(resolve => news.add(resolve)), sleep(2_000)]);
    const fresh = server.events.slice(from).filter(({ room }) => joined.has(room));
    const shown = fresh.slice(-server.page);
    const members = [
      {
        type: 'm.room.member',
        sender: '@ada:test',
        state_key: '@ada:test',
        event_id: '$m',
        content: { membership: 'join', displayname: 'Ada' },
      },
    ];
    const invite = Object.fromEntries(
      [...invites].map(([room, alias]) => [
        room,
        {
          invite_state: {
            events: [
              { type: 'm.room.canonical_alias', sender: '@x:test', state_key: '', content: { alias } },
            ],
          },
        },
      ]),
    );
    const limited = shown.length < fresh.length;
    return {
      json: {
        next_batch: `${server.events.length}`,
        rooms: {
          invite,
          join: joined.has(ROOM)
            ? {
                [ROOM]: {
                  state: { events: members },
                  timeline: { events: shown, limited, prev_batch: `${server.events.length - shown.length}` },
                },
              }
            : {},
        },
      },
    };
  };

  const answer = async (asked: Asked): Promise<Answer> => {
    const { method, headers, query, body } = asked;
    const path = decodeURIComponent(asked.path);
    if (headers.authorization !== `Bearer ${TOKEN}`)
      return { status: 401, json: { errcode: 'M_UNKNOWN_TOKEN', error: 'Invalid access token' } };
    if (path.startsWith('/_matrix/client/v1/media/download/test/'))
      return { headers: { 'content-type': server.media.type }, bytes: server.media.bytes };
    const at = path.replace('/_matrix/client/v3/', '');
    if (at === 'account/whoami') {
      server.synced++;
      return { json: { user_id: ME } };
    }
    if (at === 'sync') return sync(query.get('since'));
    const own = server.next.shift();
    if (own) return own;
    const [, join] = /^join\/(.+)$/.exec(at) ?? [];
    if (join !== undefined) {
      if (join !== ROOM && join !== PLACE)
        return { status: 403, json: { errcode: 'M_FORBIDDEN', error: 'You are not invited' } };
      joined.add(ROOM);
      invites.delete(ROOM);
      return { json: { room_id: ROOM } };
    }
    const [, room = '', rest = ''] = /^rooms\/([^/]+)\/(.+)$/.exec(at) ?? [];
    if (rest === 'state/m.room.power_levels') return { json: server.power };
    if (rest === 'state/m.room.create')
      return { json: query.get('format') === 'event' ? server.create : server.create.content };
    if (rest === 'leave') {
      server.left.push(room);
      invites.delete(room);
      return {};
    }
    if (rest === 'messages') {
      const upTo = Number(query.get('from'));
      return { json: { chunk: server.events.slice(Number(query.get('to') ?? 0), upTo).toReversed() } };
    }
    const [, transaction] = /^send\/m\.room\.message\/(.+)$/.exec(rest) ?? [];
    if (method === 'PUT' && transaction !== undefined) {
      const event_id =
        transactions.get(transaction) ??
        server.add({ type: 'm.room.message', sender: ME, content: body as Record<string, unknown> });
      transactions.set(transaction, event_id);
      return { json: { event_id } };
    }
    const [, redacts] = /^redact\/([^/]+)\/.+$/.exec(rest) ?? [];
    if (redacts !== undefined)
      return {
        json: { event_id: server.add({ type: 'm.room.redaction', sender: ME, redacts, content: {} }) },
      };
    server.acts.push({ what: rest, body });
    return {};
  };
  return Object.assign(server, { url: await httpServer(t, answer) });
}

/** The settings of a network that is this server. */
export function matrixSettings({ url }: MatrixServer): object {
  return { name: 'home', kind: 'matrix', homeserver: url, token: TOKEN, rooms: [PLACE] };
}
