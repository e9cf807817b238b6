import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { Person } from '../../irc/support/person.ts';
import { type Answer, type Asked, httpServer } from './http-server.ts';

export interface TwitchServer {
  /** The settings of a network that is this server. */
  readonly settings: object;
  /** What was said through the API. */
  readonly sent: { broadcaster: string; text: string; replyTo: string | undefined; id: string; at: number }[];
  /** What was moderated: method, path and fields. */
  readonly acts: { method: string; path: string; fields: Record<string, unknown> }[];
  /** Connections to the chat, in their order. */
  readonly chats: Person[];
  /** A person has typed the code that the relay shows. */
  approve(): void;
  /** The token that was given last holds no more. */
  expire(): void;
  /** Refresh tokens are taken no more. */
  revoke(): void;
  /** What the channel shows; it is off until then, and what it is called is known. */
  live: { title: string; game_name: string; viewer_count: number; started_at: string } | undefined;
  /** The next answers of the API, before its own. */
  readonly next: Answer[];
  /** So many messages are taken, and the answer that says so is lost. */
  loses: number;
  /** The answer to what comes after one was lost. */
  afterLoss: Answer | undefined;
  /** What is said is shown in the chat to who has said it too, as to everybody. */
  shows: boolean;
  /** A connection that has joined. */
  joined(number: number): Promise<Person>;
  /** Resolves when somebody is in the channel. */
  present(): Promise<void>;
  say(text: string, tags?: Record<string, string>): void;
}

const CHANNEL = { id: '1001', login: 'ada' };
const BOT = { id: '2002', login: 'croftbot' };

/** Of the same words as the last time, within half a minute. */
const DUPLICATE: Answer = {
  json: {
    data: [
      {
        message_id: '',
        is_sent: false,
        drop_reason: { code: 'msg_duplicate', message: 'Your message is identical to the previous one' },
      },
    ],
  },
};

/**
 * Twitch as the relay sees it: OAuth with device codes and refresh tokens that work once, the API, and the chat servers with their tags
 * (https://dev.twitch.tv/docs/authentication, /docs/api/reference, /docs/chat/irc).
 */
export async function twitchServer(t: TestContext): Promise<TwitchServer> {
  const state = { approved: false, access: '', refresh: '', tokens: 0, revoked: false, messages: 0 };
  const chats: Person[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const inChannel = new Set<Person>();
  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const server: Omit<TwitchServer, 'settings'> & { settings: object } = {
    settings: {},
    sent: [],
    acts: [],
    chats,
    next: [],
    loses: 0,
    afterLoss: undefined,
    shows: true,
    live: undefined,
    approve: () => {
      state.approved = true;
    },
    expire: () => {
      state.access = 'expired';
    },
    revoke: () => {
      state.revoked = true;
      state.access = 'expired';
    },
    async joined(number) {
      while (chats.length <= number) await new Promise<void>(resolve => waiting.add(resolve));
      await chats[number]!.sees(/^JOIN/);
      return chats[number]!;
    },
    async present() {
      while (!inChannel.has(chats.at(-1)!)) await new Promise<void>(resolve => waiting.add(resolve));
    },
    say(text, tags = {}) {
      const all = {
        id: `m${++state.messages}`,
        'user-id': '3003',
        'display-name': 'Eve',
        badges: '',
        ...tags,
      };
      const written = Object.entries(all).map(([name, value]) => `${name}=${value}`);
      chats
        .at(-1)!
        .send(`@${written.join(';')} :eve!eve@eve.tmi.twitch.tv PRIVMSG #${CHANNEL.login} :${text}`);
    },
  };

  const giveToken = (): Answer => {
    state.tokens++;
    state.access = `access-${state.tokens}`;
    state.refresh = `refresh-${state.tokens}`;
    return {
      json: {
        access_token: state.access,
        refresh_token: state.refresh,
        expires_in: 14_000,
        token_type: 'bearer',
      },
    };
  };
  const identity = ({ path, body, headers }: Asked): Answer => {
    if (path === '/oauth2/device')
      return {
        json: {
          ...{ device_code: 'dev', expires_in: 1800, interval: 0.05, user_code: 'ABCD-EFGH' },
          verification_uri: 'https://www.twitch.tv/activate?device-code=ABCD-EFGH',
        },
      };
    if (path === '/oauth2/validate') {
      if (headers.authorization !== `OAuth ${state.access}`)
        return { status: 401, json: { status: 401, message: 'invalid access token' } };
      return { json: { client_id: 'client', login: BOT.login, user_id: BOT.id, expires_in: 14_000 } };
    }
    if (body.grant_type === 'urn:ietf:params:oauth:grant-type:device_code')
      return state.approved
        ? giveToken()
        : { status: 400, json: { status: 400, message: 'authorization_pending' } };
    if (state.revoked || body.refresh_token !== state.refresh)
      return { status: 400, json: { status: 400, message: 'Invalid refresh token' } };
    return giveToken();
  };
  const api = (asked: Asked): Answer => {
    const { method, path, query, body, headers } = asked;
    if (headers.authorization !== `Bearer ${state.access}` || headers['client-id'] !== 'client')
      return { status: 401, json: { error: 'Unauthorized', status: 401, message: 'Invalid OAuth token' } };
    const own = server.next.shift();
    if (own) return own;
    if (path === '/helix/users') {
      const known = [
        { ...CHANNEL, display_name: 'Ada' },
        { ...BOT, display_name: 'CroftBot' },
      ];
      return { json: { data: known.filter(({ login }) => query.getAll('login').includes(login)) } };
    }
    if (path === '/helix/streams')
      return { json: { data: query.get('user_id') === CHANNEL.id && server.live ? [server.live] : [] } };
    if (path === '/helix/channels')
      return { json: { data: [{ broadcaster_id: CHANNEL.id, title: 'Rye', game_name: 'Food' }] } };
    if (path === '/helix/chat/messages') {
      if (body.sender_id !== BOT.id || [...body.message].length > 500)
        return { status: 400, json: { status: 400, message: 'The message is too long' } };
      const last = server.sent.at(-1);
      if (last?.text === body.message && Date.now() - last!.at < 30_000) return DUPLICATE;
      const id = `sent-${server.sent.length + 1}`;
      server.sent.push({
        broadcaster: body.broadcaster_id,
        text: body.message,
        replyTo: body.reply_parent_message_id,
        id,
        at: Date.now(),
      });
      if (server.shows)
        chats
          .at(-1)!
          .send(
            `@id=${id};user-id=${BOT.id};display-name=CroftBot :${BOT.login}!b@b PRIVMSG #${CHANNEL.login} :${body.message}`,
          );
      if (server.loses > 0) {
        server.loses--;
        if (server.afterLoss) server.next.push(server.afterLoss);
        return { status: 504, json: {} };
      }
      return { json: { data: [{ message_id: id, is_sent: true }] } };
    }
    server.acts.push({
      method,
      path,
      fields: { ...Object.fromEntries(query), ...body.data, ...(body.data ? {} : body) },
    });
    return { status: method === 'POST' ? 200 : 204, json: { data: [] } };
  };

  const chat = net.createServer(socket => {
    sockets.add(socket);
    const client = new Person(socket);
    client.onLine = line => {
      const [command = '', argument = ''] = line.split(' ');
      if (command === 'CAP') client.send(':tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands');
      if (command === 'PING') client.send(`:tmi.twitch.tv PONG tmi.twitch.tv ${argument}`);
      if (command === 'NICK') greet(client, argument, socket);
      if (command !== 'JOIN') return;
      for (const channel of argument.split(','))
        client.send(`@room-id=${CHANNEL.id};slow=0 :tmi.twitch.tv ROOMSTATE ${channel}`);
      inChannel.add(client);
      wakeAll();
    };
    socket.on('close', () => inChannel.delete(client));
    chats.push(client);
    wakeAll();
  });
  const greet = (client: Person, nick: string, socket: Socket) => {
    const pass = client.lines.findLast(line => line.startsWith('PASS '))?.slice(5);
    if (!nick.startsWith('justinfan') && pass !== `oauth:${state.access}`) {
      client.send(':tmi.twitch.tv NOTICE * :Login authentication failed');
      socket.end();
    } else client.send(`:tmi.twitch.tv 001 ${nick} :Welcome, GLHF!`);
  };
  chat.listen(0, '127.0.0.1');
  await once(chat, 'listening');
  t.after(() => {
    chat.close();
    for (const socket of sockets) socket.destroy();
  });
  server.settings = {
    ...{ name: 'tv', kind: 'twitch', clientId: 'client', channels: [CHANNEL.login] },
    idUrl: await httpServer(t, identity),
    apiUrl: await httpServer(t, api),
    chat: { host: '127.0.0.1', port: (chat.address() as AddressInfo).port, tls: false },
  };
  return server;
}
