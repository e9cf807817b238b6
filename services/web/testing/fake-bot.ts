import { botContract, type Command, type Timer } from '../../bot/contract.ts';
import { fakeClient } from './fake-client.ts';

const COMMAND: Command = {
  ...{ id: 7, room: '', name: 'hug', aliases: ['cuddle'], text: '$(user) hugs $(touser)' },
  ...{ cooldown: 5, personCooldown: 0, needs: 'everyone', uses: 12 },
};
const TIMER: Timer = {
  ...{ id: 8, room: 'irc/home/#mill', text: 'Tea is at four.', minutes: 30, minLines: 5 },
  ...{ active: true, lines: 2, nextAt: '2026-11-24T12:00:00Z' },
};
const COUNTER = { room: 'irc/home/#mill', name: 'deaths', value: 38 };

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
    listCommands: () => ({ commands: [COMMAND] }),
    addCommand: took('addCommand', COMMAND),
    changeCommand: took('changeCommand', COMMAND),
    removeCommand: took('removeCommand', {}),
    listTimers: () => ({ timers: [TIMER] }),
    addTimer: took('addTimer', TIMER),
    changeTimer: took('changeTimer', TIMER),
    removeTimer: took('removeTimer', {}),
    listCounters: () => ({ counters: [COUNTER] }),
    setCounter: took('setCounter', COUNTER),
    removeCounter: took('removeCounter', {}),
    showQueues: () => ({
      ...{ processes: 2, running: 1, waiting: 3 },
      rooms: [
        { room: 'irc/home/#mill', waiting: 3, since: '2026-11-24T12:00:00Z', untaken: 0, done: 9, led: true },
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
