import { AppError } from '../../../core/errors.ts';
import { type ChatMessage, chatContract } from '../../chat/contract.ts';
import { fakeClient } from './fake-client.ts';

const room = {
  ...{
    name: 'kitchen',
    title: 'The <kitchen>',
    topic: 'What is cooking',
    readers: 'everyone' as const,
    writers: 'everyone' as const,
  },
  ...{
    slowSeconds: 0,
    bot: true,
    previews: true,
    pinned: 1,
    lastNumber: 3,
    lastChange: 3,
    createdAt: '2026-11-01T09:00:00.000Z',
  },
};

const message = (number: number, change: Partial<ChatMessage> = {}): ChatMessage => ({
  ...{ number, change: number, person: 5, name: 'Ann <x>', role: 'guest', html: `<p>Message ${number}</p>` },
  ...{ mentions: [], reactions: [], createdAt: `2026-11-02T09:0${number}:00.000Z` },
  ...change,
});

/** One room with a short talk; the guest `ann` is known, and whoever takes a name gets the secret `new`. */
export function fakeChat() {
  const messages: ChatMessage[] = [
    message(1),
    message(2, {
      reply: { number: 1, person: 7, name: 'Ann', text: 'Message <1>' },
      reactions: [{ emoji: '🎉', people: [5] }],
    }),
    message(3, { html: '', deleted: true }),
  ];
  const named = (name: string) => {
    if (name !== room.name) throw new AppError('not_found', 'There is no such room.');
    return room;
  };
  const knows = (secret: string | undefined) => secret === 'ann' || secret === 'new';
  return fakeClient(chatContract, {
    listRooms: () => ({ rooms: [{ ...room, lastAt: '2026-11-02T09:03:00.000Z' }] }),
    getRoom: ({ name }) => named(name),
    getRoomSettings: ({ name }) => ({ ...named(name), filters: ['heck'] }),
    createRoom: input => ({ ...room, ...input }),
    updateRoom: ({ name, settings }) => ({
      ...named(name),
      ...settings,
      keepDays: settings.keepDays ?? undefined,
    }),
    deleteRoom: () => ({}),
    listMessages: ({ room: name, after, before }) => {
      named(name);
      const found = messages.filter(({ number }) => number > (after ?? 0) && number < (before ?? 99));
      return { messages: found, older: before === undefined, change: 3 };
    },
    searchMessages: ({ query }) => ({
      messages: messages.filter(({ html }) => html.includes(query)).reverse(),
    }),
    exportRoom: async function* () {
      for (const one of messages) yield { ...one, markdown: `Message ${one.number}` };
    },
    identify: ({ from }) => {
      if (from.guest === 'eve') return { person: { id: 7, name: 'Eve', role: 'guest' } };
      return knows(from.guest) ? { person: { id: 5, name: 'Ann', role: 'guest' } } : {};
    },
    takeName: ({ name }) => {
      if (name === '') throw new AppError('invalid', 'Say what you are called.', { reason: 'bad_name' });
      return { person: { id: 6, name, role: 'guest' }, secret: 'new' };
    },
    sayInRoom: ({ from, markdown }) => {
      if (!knows(from.guest)) throw new AppError('unauthenticated', 'Who?', { reason: 'no_name' });
      const action = markdown.startsWith('/me ');
      const html = `<p>${markdown.replace('/me ', '')}</p>`;
      messages.push(message(4, { html, ...(action && { action }) }));
      return messages.at(-1)!;
    },
    listMentions: ({ since }) => ({ mentions: since.map(({ room }) => ({ room, first: 2, count: 2 })) }),
    listRead: () => ({ rooms: [{ room: 'kitchen', number: 1 }] }),
    listSanctions: () => ({
      sanctions: [
        { person: { id: 9, name: 'Eve <y>' }, kind: 'mute', by: 'Owner', at: '2026-11-02T09:00:00.000Z' },
      ],
    }),
    listModeration: () => ({
      entries: [
        {
          id: 2,
          action: 'mute',
          by: 'Owner',
          person: 'Eve <y>',
          detail: '10 minutes',
          at: '2026-11-02T09:00:00.000Z',
        },
        {
          id: 1,
          action: 'delete',
          by: 'Owner',
          person: 'Eve <y>',
          number: 3,
          at: '2026-11-02T08:00:00.000Z',
        },
      ],
    }),
    runCommand: ({ text }) => ({ said: `Done: ${text}` }),
    liftSanction: () => ({}),
  });
}
