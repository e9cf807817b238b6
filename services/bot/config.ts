import { z } from 'zod';
import { option } from '../../core/config/options.ts';
import { Prefix, TimeZone } from './contract/room-options.ts';
import { RoomId } from './contract.ts';
import { GuessOptions } from './guess/options.ts';
import { Sources } from './providers/options.ts';
import { Currencies } from './units/currencies.ts';

/** A room as the bot names it; who shows it is not known before the networks are. */
const Alerts = z.strictObject({
  room: RoomId.regex(
    /^(chat\/[^\s/]+|(irc|twitch|matrix)\/[^\s/]+\/\S+)$/,
    'must be a room: chat/NAME, irc/NETWORK/#channel, irc/NETWORK/NICK, twitch/NETWORK/#channel or matrix/NETWORK/#room:server',
  ),
});
type Alerts = z.output<typeof Alerts>;

/** The section `bot` of `croft.config.ts`. */
export const botOptions = {
  name: option({
    schema: z
      .string()
      .regex(
        /^[\p{L}\p{N}_-]{1,30}$/u,
        'must be one word of at most 30 letters, digits, hyphens or underscores',
      ),
    default: 'croft',
    about: 'Name that the bot answers to in every room',
  }),
  prefix: option({
    schema: Prefix,
    default: '!',
    about: 'What a command begins with where the bot is not addressed by name',
  }),
  timeZone: option({
    schema: TimeZone,
    default: 'UTC',
    about: 'Time zone of rooms that have none of their own',
  }),
  currencies: option<Currencies | undefined>({
    schema: Currencies.optional(),
    default: undefined,
    about: 'Rates of exchange that `convert` uses: { rates: { EUR: 1, USD: 1.08 }, asOf: "2026-11-01" }',
  }),
  plugins: option<string | undefined>({
    schema: z.string().min(1).optional(),
    default: undefined,
    about: 'Folder of the actions of your own; DATA/actions unless given',
  }),
  sources: option<Sources>({
    schema: Sources,
    default: Sources.parse({}),
    about:
      'Who is asked for weather, Wikipedia and words, and the repositories of `commits`: { repositories: [{ name, url }], … }',
  }),
  alerts: option<Alerts | undefined>({
    schema: Alerts.optional(),
    default: undefined,
    about:
      'The room in which the bot tells what is wrong with services and servers: { room: "irc/libera/#ops" }; see docs/DEPLOY.md',
  }),
  guess: option<GuessOptions | undefined>({
    schema: GuessOptions.optional(),
    default: undefined,
    about:
      'A language model that is asked what a sentence to the bot may mean: { url: "http://localhost:11434/v1", model, key or keyFile }',
  }),
} as const;
