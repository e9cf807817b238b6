import { AppError } from '../../../core/errors.ts';
import { botContract, type Command, type Decision, NO_RULES, type Timer } from '../../bot/contract.ts';
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

const DECISION: Decision = {
  ...{
    id: '7',
    room: 'chat/kitchen',
    name: 'Eve <x>',
    rule: 'words',
    reason: 'there was a word in it',
    act: 'timeout',
  },
  ...{
    minutes: 10,
    text: 'oh <b>heck</b>',
    by: 'rules',
    at: '2026-11-01T09:00:00.000Z',
    state: 'done',
    told: 'Done.',
  },
};

const LINE = {
  ...{ id: '1', room: 'irc/home/#mill', name: 'Ann', text: 'walls <have> moods' },
  ...{ at: '2026-11-01T09:00:00.000Z', certain: true },
};

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
          terms: 'It rests for 3 s in a room after a use.',
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
    getRoomRules: ({ room }) => ({
      room,
      rules: { ...NO_RULES, on: true, words: ['heck'], flood: { lines: 5, seconds: 10 } },
    }),
    setRoomRules: input => {
      if (input.rules.words?.includes('/(/'))
        throw new AppError('invalid', 'The pattern /(/ cannot be read: missing ).');
      return took('setRoomRules', { room: input.room, rules: NO_RULES })(input);
    },
    listDecisions: took('listDecisions', {
      decisions: [
        { ...DECISION, more: 3, refused: 1 },
        { ...DECISION, id: '6', state: 'undone' as const },
      ],
    }),
    undoDecision: input => {
      if (input.id === '5')
        throw new AppError('unavailable', 'It could not be taken back: the network did not answer.');
      return took('undoDecision', DECISION)(input);
    },
    listLogs: () => ({
      logs: [
        { room: 'irc/home/#mill', logged: true, hours: 48, lines: 3, since: '2026-11-01T09:00:00.000Z' },
      ],
    }),
    searchLog: took('searchLog', { lines: [LINE] }),
    eraseLog: took('eraseLog', { erased: 2 }),
    aboutPerson: took('aboutPerson', {
      lines: [LINE],
      reminders: [],
      quotes: [],
      decisions: 1,
      spoken: [],
      tells: [],
    }),
    forgetPerson: took('forgetPerson', { erased: 4 }),
    async *exportLog() {
      yield LINE;
    },
    getPrivacy: () => ({
      ...{ name: 'croft', prefix: '!', translators: ['DeepL'], kept: { decisionDays: 30 } },
      rooms: [
        { id: 'chat/kitchen', logged: false, hours: 48, moderated: true, translated: false, here: true },
        {
          ...{ id: 'irc/home/#<mill>', logged: true, hours: 72, moderated: false, translated: true },
          ...{ seen: true, joined: true, here: true },
        },
        { id: 'irc/home/#gone', logged: false, hours: 48, moderated: false, translated: false, here: false },
      ],
      things: [
        { what: 'Reminders', until: 'until they were said' },
        { what: 'That you broke a rule', until: 'for 31 days', after: 'It stays.' },
      ],
      carriedDays: 1,
    }),
    listRooms: () => ({ rooms: [{ id: 'irc/home/#mill', name: '#mill', network: 'home' }] }),
    ask: ({ text, sender: { account, role } }) => ({
      answers: [
        { text: `You said: ${text}${account ? `, as the account ${account} (${role})` : ''}`, html: '' },
      ],
    }),
  });
}
