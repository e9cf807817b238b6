import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';
import { type Client, inProcessClient } from '../../../core/rpc/index.ts';
import { chatContract } from '../../../services/chat/contract.ts';
import { deleteMessage, editMessage } from '../../../services/chat/methods/change-message.ts';
import { chatMethods } from '../../../services/chat/methods/index.ts';
import { listMessages } from '../../../services/chat/methods/messages.ts';
import { createRoom } from '../../../services/chat/methods/rooms.ts';
import { sayInRoom } from '../../../services/chat/methods/say.ts';
import { type TestChat, testChat } from '../../../services/chat/testing/context.ts';
import { settings } from '../../../services/chat/testing/kitchen.ts';
import {
  eventually,
  relayDatabase,
  type TestRelay,
  type TestRelayParts,
  testRelay,
} from '../../../services/relay/testing.ts';
import type { Person } from '../../irc/support/person.ts';
import { type Script, type ScriptedServer, startScriptedServer } from '../../irc/support/scripted-server.ts';

/** Croft's own room, kitchen, with somebody in it. */
export interface Kitchen {
  readonly ctx: TestChat;
  readonly client: Client<typeof chatContract>;
  say(markdown: string, replyTo?: number): Promise<number>;
  edit(number: number, markdown: string): Promise<unknown>;
  delete(number: number): Promise<unknown>;
  /** What is in the room: name and Markdown of each message, in their order. */
  all(): Promise<
    {
      number: number;
      name: string;
      html: string;
      action: boolean;
      reply: number | undefined;
      deleted: boolean;
    }[]
  >;
  sees(pattern: RegExp): Promise<Awaited<ReturnType<Kitchen['all']>>[number]>;
}

const from = { address: '203.0.113.2', token: 'member' };

export async function kitchen(t: TestContext): Promise<Kitchen> {
  const ctx = await testChat(t);
  await createRoom(ctx, { name: 'kitchen', ...settings() });
  const log = createLog({ level: 'silent' });
  const client = inProcessClient(chatContract, chatMethods(ctx), {
    mode: 'encode',
    log,
    metrics: new Metrics(),
  });
  const all = async () => {
    const { messages } = await listMessages(ctx, { room: 'kitchen', limit: 200 });
    return messages.map(({ number, name, html, action = false, reply, deleted = false }) => ({
      number,
      name,
      html,
      action,
      reply: reply?.number,
      deleted,
    }));
  };
  return {
    ctx,
    client,
    all,
    say: async (markdown, replyTo) =>
      (
        await sayInRoom(ctx, {
          room: 'kitchen',
          from,
          markdown,
          nonce: randomUUID(),
          ...(replyTo && { replyTo }),
        })
      ).number,
    edit: (number, markdown) => editMessage(ctx, { room: 'kitchen', from, number, markdown }),
    delete: number => deleteMessage(ctx, { room: 'kitchen', from, number }),
    async sees(pattern) {
      let found: Awaited<ReturnType<typeof all>>[number] | undefined;
      await eventually(async () => {
        found = (await all()).find(({ html }) => pattern.test(html));
        return found;
      }, `the kitchen sees ${pattern}`);
      return found!;
    },
  };
}

/** Capabilities of a server that tells the ids of lines. */
export const MODERN = ['message-tags', 'echo-message', 'server-time', 'account-tag', 'labeled-response'];

/** A scripted IRC server that shows our own lines to us, each with an id. */
export async function ircServer(t: TestContext, script: Script = {}): Promise<ScriptedServer> {
  let ids = 0;
  return startScriptedServer(t, {
    ...script,
    answer: (line, client) => {
      const own = script.answer?.(line, client);
      if (own) return own;
      const [, tags = '', said] = /^(?:@(\S+) )?(PRIVMSG .*)$/.exec(line) ?? [];
      if (said === undefined || !script.caps?.includes('echo-message')) return undefined;
      const label = /label=([^;]+)/.exec(tags)?.[0];
      return [`@msgid=own${++ids}${label === undefined ? '' : `;${label}`} :croft!u@h ${said}`];
    },
  });
}

export const irc = (server: ScriptedServer, more: object = {}) => ({
  ...{ name: 'net', kind: 'irc', host: '127.0.0.1', port: server.port, tls: false, channels: ['#croft'] },
  ...more,
});

export const HOME = { name: 'home', rooms: ['chat/kitchen', 'irc/net/#croft'] };

/** The lines that were said on a connection of the relay, as `<name> text`, without the unseen sign in names. */
export function saidTo(person: Person): string[] {
  return person.lines
    .map(line => line.replace(/^@\S+ /, ''))
    .filter(line => line.startsWith('PRIVMSG '))
    .map(line => line.slice(line.indexOf(' :') + 2).replaceAll('\u200b', ''));
}

/** A relay with the kitchen and these networks. */
export async function bridged(
  t: TestContext,
  parts: TestRelayParts & { room?: Kitchen },
): Promise<{ relay: TestRelay; room: Kitchen }> {
  const room = parts.room ?? (await kitchen(t));
  const db = parts.db ?? (await relayDatabase(t));
  const relay = testRelay(t, { chat: room.client, ...parts, db });
  await relay.start();
  if (parts.bridges?.length)
    await eventually(
      () =>
        relay.ctx.web.status.channels.includes('kitchen') || !JSON.stringify(parts.bridges).includes('chat/'),
      'the room is heard',
    );
  return { relay, room };
}
