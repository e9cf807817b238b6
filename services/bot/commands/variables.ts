import { AppError } from '../../../core/errors.ts';
import { readClock } from '../clock.ts';
import { shorten } from '../parse/arguments.ts';
import { splitWords } from '../parse/quoted.ts';
import { findPlace } from '../places/zones.ts';

/** What variables are made from, when a text is said. */
export interface Values {
  /** Name of who asks; undefined for what is said of the bot's own accord. */
  readonly user: string | undefined;
  /** What stands after the command. */
  readonly args: string;
  /** Id of the room. */
  readonly room: string;
  /** How often the command was used in the room, with this time. */
  readonly count: number;
  readonly timeZone: string;
  readonly now: Date;
  /** A whole number from 1 to `sides`, each as likely. */
  random(sides: number): number;
  /** Changes a counter of the room and gives its value. */
  counter(name: string, change: CounterChange | undefined): Promise<number>;
}

export type CounterChange = { readonly add: number } | { readonly set: number };

export interface VariableKind {
  /** How it is written. */
  readonly usage: string;
  readonly about: string;
  /** It is about who asks, and so means nothing in a timer. */
  readonly personal?: boolean;
  /** Throws `invalid` for a body that is none. A body with variables in it is not known before it is said. */
  check?(body: string): void;
  value(body: string, values: Values): string | Promise<string>;
}

/** Every variable by its name; `$(1)` and `$(2:)` are found by `variable`. */
export const VARIABLES: Readonly<Record<string, VariableKind>> = {
  user: {
    usage: '$(user)',
    about: 'who asks',
    personal: true,
    value: (_, { user = '' }) => user,
  },
  touser: {
    usage: '$(touser)',
    about: 'the first word after the command, else who asks',
    personal: true,
    value: (_, { user = '', args }) => splitWords(args)[0]?.replace(/^@/, '') || user,
  },
  args: {
    usage: '$(args)',
    about:
      'everything after the command; $(1), $(2)… are its words, $(2:) all from the second, $(1|friend) has a word for none',
    personal: true,
    value: (_, { args }) => args,
  },
  count: {
    usage: '$(count)',
    about: 'how often the command was used in the room; $(count NAME) adds one to a counter',
    check: body => void (body !== '' && counterName(body)),
    value: async (body, { count, counter }) =>
      String(body === '' ? count : await counter(counterName(body), { add: 1 })),
  },
  counter: {
    usage: '$(counter NAME), $(counter NAME +1), $(counter NAME =0)',
    about: 'a counter of the room, changed first where that is written',
    check: body => void readCounter(body),
    value: async (body, { counter }) => {
      const { name, change } = readCounter(body);
      return String(await counter(name, change));
    },
  },
  room: { usage: '$(room)', about: 'the name of the room', value: (_, { room }) => roomName(room) },
  channel: {
    usage: '$(channel)',
    about: 'the name of the room without its #',
    value: (_, { room }) => roomName(room).replace(/^[#&+!]+/, ''),
  },
  time: {
    usage: '$(time Europe/Paris)',
    about: 'the time, here or in a place',
    check: body => void zoneOf(body),
    value: (body, { now, timeZone }) => readClock(now, zoneOf(body) ?? timeZone).clock,
  },
  date: {
    usage: '$(date Europe/Paris)',
    about: 'the day, here or in a place',
    check: body => void zoneOf(body),
    value: (body, { now, timeZone }) => readClock(now, zoneOf(body) ?? timeZone).day,
  },
  random: {
    usage: '$(random 1-100)',
    about: 'a whole number between two, each as likely',
    check: body => void readRange(body),
    value: (body, { random }) => {
      const [least, most] = readRange(body);
      return String(least - 1 + random(most - least + 1));
    },
  },
  choose: {
    usage: '$(choose tea | coffee)',
    about: 'one of several things, each as likely',
    check: body => void readChoices(body),
    value: (body, { random }) => {
      const choices = readChoices(body);
      return choices[random(choices.length) - 1]!;
    },
  },
};

/** What people of other bots write. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  sender: 'user',
  query: 'args',
  getcount: 'counter',
  pick: 'choose',
};

/** The variable of this name; undefined when there is none. */
export function variable(name: string): VariableKind | undefined {
  const known = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]! : name;
  if (Object.hasOwn(VARIABLES, known)) return VARIABLES[known];
  const [, digits = '', on = ''] = /^(\d{1,2})(:?)$/.exec(name) ?? [];
  const place = Number(digits);
  if (place === 0) return undefined;
  return {
    usage: `$(${name})`,
    about: 'a word after the command',
    personal: true,
    value: (_, { args }) =>
      on === ''
        ? (splitWords(args)[place - 1] ?? '')
        : splitWords(args)
            .slice(place - 1)
            .join(' '),
  };
}

/** As people there call it: the last part of its id. */
export function roomName(room: string): string {
  return room.slice(room.indexOf('/', room.indexOf('/') + 1) + 1);
}

const COUNTER_NAME = /^[\p{L}\p{N}_-]{1,30}$/u;

/** In small letters. Throws `invalid`. */
export function counterName(text: string): string {
  const name = text.trim().replace(/^@/, '').toLowerCase();
  if (COUNTER_NAME.test(name)) return name;
  throw new AppError(
    'invalid',
    `“${shorten(text, 30)}” is no name of a counter: one word of at most 30 letters, digits, hyphens or underscores.`,
  );
}

/** Counters and their changes stay below this. */
export const LARGEST_COUNT = 1_000_000_000;

/** `NAME`, `NAME +1`, `NAME -2` or `NAME =0`. Throws `invalid`. */
export function readCounter(text: string): { name: string; change: CounterChange | undefined } {
  const written = /^(\S*)(?:\s+([+-]|=?-?)\s*(\d{1,10}))?$/.exec(text.trim());
  if (!written) throw new AppError('invalid', 'A counter is changed so: deaths +1, deaths -2, deaths =0.');
  const [, name = '', sign = '', digits] = written;
  if (digits === undefined) return { name: counterName(name), change: undefined };
  const number = Number(digits) * (sign.endsWith('-') ? -1 : 1);
  if (Math.abs(number) > LARGEST_COUNT)
    throw new AppError('invalid', 'That is more than a counter can hold.');
  const change = sign === '+' || sign === '-' ? { add: number } : { set: number };
  return { name: counterName(name), change };
}

function zoneOf(text: string): string | undefined {
  const name = text.trim().split('"')[0]!.trim();
  if (name === '') return undefined;
  const place = findPlace(name);
  if (place) return place.zone;
  throw new AppError('invalid', `I know no place or time zone “${shorten(name)}”: $(time Europe/Paris)`);
}

function readRange(text: string): [least: number, most: number] {
  const [, least, most] =
    /^(?:(-?\d{1,9})\s*(?:-|\.\.|,|\s)\s*)?(-?\d{1,9})$/.exec(text.trim() || '100') ?? [];
  const range: [number, number] = [Number(least ?? 1), Number(most)];
  if (most !== undefined && range[0] <= range[1]) return range;
  throw new AppError('invalid', 'A random number needs the least and the most: $(random 1-100)');
}

function readChoices(text: string): string[] {
  const choices = text
    .split(text.includes('|') ? '|' : ',')
    .map(choice => choice.trim())
    .filter(Boolean);
  if (choices.length > 0) return choices;
  throw new AppError('invalid', 'There is nothing to choose from: $(choose tea | coffee)');
}
