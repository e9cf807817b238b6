import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { createRoom } from '../methods/rooms.ts';
import { sayInRoom } from '../methods/say.ts';
import { takeName } from '../methods/take-name.ts';
import { type TestChat, testChat } from './context.ts';

/** What a room is made with. */
export const settings = (change: object = {}) => ({ title: 'Kitchen', ...change });
export const owner = { address: '203.0.113.1', token: 'owner' };
export const member = { address: '203.0.113.2', token: 'member' };

/** A chat with one room, the kitchen. */
export async function setUp(t: TestContext, change: object = {}) {
  const ctx = await testChat(t);
  await createRoom(ctx, { name: 'kitchen', ...settings(change) });
  return ctx;
}

export const say = (ctx: TestChat, markdown: string, from: object = member, rest: object = {}) =>
  sayInRoom(ctx, {
    room: 'kitchen',
    from: { address: '203.0.113.2', ...from },
    markdown,
    nonce: randomUUID(),
    ...rest,
  });

export async function guest(ctx: TestChat, name: string) {
  const { person, secret } = await takeName(ctx, { from: { address: `203.0.113.${name.length}` }, name });
  return { person, from: { address: '203.0.113.9', guest: secret } };
}

export const refusal = (reason: string) => ({ reason });
