import { botContract } from '../../bot/contract.ts';
import { fakeClient } from './fake-client.ts';

/**
 * A bot with two actions, in one room, that says what it heard. `took` gives a method that notes what it was asked and
 * answers so.
 */
export function fakeBot(took: <T>(method: string, answer: T) => (input: unknown) => T) {
  return fakeClient(botContract, {
    listActions: () => ({
      name: 'croft',
      prefix: '!',
      actions: [
        {
          name: 'roll',
          about: 'Rolls dice.',
          usage: 'roll [DICE]',
          examples: ['roll 2d6', 'roll d20'],
          aliases: ['dice'],
        },
        {
          name: 'time',
          about: 'Tells the time somewhere.',
          usage: 'time [PLACE]',
          examples: ['time Oslo'],
          aliases: [],
        },
      ],
    }),
    listRoomOptions: () => ({
      rooms: [{ room: 'irc/home/#bakery', prefix: '.', off: ['roll'], moderators: ['ann'] }],
    }),
    setRoomOptions: took('setRoomOptions', {
      room: 'irc/home/#bakery',
      prefix: null,
      off: [],
      moderators: [],
    }),
    listRooms: () => ({ rooms: [{ id: 'irc/home/#mill', name: '#mill', network: 'home' }] }),
    ask: ({ text }) => ({ answers: [{ text: `You said: ${text}`, html: '' }] }),
  });
}
