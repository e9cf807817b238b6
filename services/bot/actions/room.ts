import { AppError } from '../../../core/errors.ts';
import { languageName } from '../../../core/translate/index.ts';
import { Prefix } from '../contract/room-options.ts';
import { readLanguage } from '../language/names.ts';
import { shorten } from '../parse/arguments.ts';
import { findPlace, type Place } from '../places/zones.ts';
import { say } from '../reply.ts';
import { ALWAYS_ON } from '../rooms/room-options.ts';
import { saveRoomOptions, switchAction } from '../store/room-options.ts';
import { SEEN_DAYS } from '../store/spoken.ts';
import { type ActionContext, defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'show' }
  | { readonly kind: 'prefix'; readonly prefix: string | null }
  | { readonly kind: 'titles'; readonly on: boolean }
  | { readonly kind: 'seen'; readonly on: boolean }
  | { readonly kind: 'language'; readonly language: string | null }
  | { readonly kind: 'zone'; readonly zone: Place | null }
  | { readonly kind: 'translated'; readonly on: boolean }
  | { readonly kind: 'switch'; readonly name: string; readonly on: boolean };

/** By what is turned on or off. */
const TURNED: Record<string, 'titles' | 'seen' | 'translated'> = {
  ...{ title: 'titles', seen: 'seen', translation: 'translated' },
};

export const room = defineAction<Asked>({
  name: 'room',
  aliases: ['options'],
  about: 'Tells how I am set in this room; its moderators, logged in to the network, set it.',
  usage:
    'room [prefix SIGNS|usual | titles on|off | seen on|off | language LANGUAGE | zone PLACE | translation on|off | off ACTION | on ACTION]',
  examples: [
    'room',
    'room prefix .',
    'room prefix usual',
    'room off roll',
    'room on roll',
    'room titles on',
    'room seen on',
    'room language German',
    'room zone Europe/Berlin',
    'room translation on',
  ],
  phrases: [],
  parse(text) {
    if (text === '') return { kind: 'show' };
    const [, spoken] = /^language +(.{2,40})$/i.exec(text) ?? [];
    if (spoken !== undefined) {
      if (/^usual$/i.test(spoken)) return { kind: 'language', language: null };
      const language = readLanguage(spoken);
      if (language !== undefined) return { kind: 'language', language };
      throw new AppError('invalid', `I know no language “${shorten(spoken)}”: room language German`);
    }
    const [, place] = /^(?:time ?)?zone +(.{2,60})$/i.exec(text) ?? [];
    if (place !== undefined) {
      if (/^usual$/i.test(place)) return { kind: 'zone', zone: null };
      const zone = findPlace(place);
      if (zone) return { kind: 'zone', zone };
      throw new AppError('invalid', `I know no time zone “${shorten(place)}”: room zone Europe/Berlin`);
    }
    const [, what = '', turned] = /^(title|translation|seen)s? +(on|off)$/i.exec(text) ?? [];
    if (turned !== undefined) return { kind: TURNED[what.toLowerCase()]!, on: /^on$/i.test(turned) };
    const [, command = '', rest = ''] = /^(prefix|off|on) +(\S+)$/i.exec(text) ?? [];
    if (/^prefix$/i.test(command)) {
      if (/^usual$/i.test(rest)) return { kind: 'prefix', prefix: null };
      const prefix = Prefix.safeParse(rest);
      if (prefix.success) return { kind: 'prefix', prefix: prefix.data };
      throw new AppError('invalid', 'A prefix is one to three signs: room prefix .');
    }
    if (command !== '') return { kind: 'switch', name: rest.toLowerCase(), on: /^on$/i.test(command) };
    throw new AppError(
      'invalid',
      'I can set: room prefix SIGNS, room titles on, room seen on, room language LANGUAGE, room zone PLACE, room translation on, room off ACTION, room on ACTION.',
    );
  },
  needs: ({ kind }) => (kind === 'show' ? undefined : 'moderator'),
  async run(asked, ctx) {
    if (asked.kind === 'show') return say(tell(ctx));
    const { once, message, settings } = ctx;
    if (asked.kind === 'prefix') {
      const { prefix } = asked;
      await once(async trx => (await saveRoomOptions(trx, { room: message.room, prefix })).room);
      await settings.load();
      return say(`Commands begin with ${settings.of(message.room).prefix} here.`);
    }
    if (asked.kind === 'titles') {
      const { on: titles } = asked;
      await once(async trx => (await saveRoomOptions(trx, { room: message.room, titles })).room);
      await settings.load();
      return say(titles ? 'I tell the titles of links here.' : 'I tell no titles of links here.');
    }
    if (asked.kind === 'seen') {
      const { on: seen } = asked;
      await once(async trx => (await saveRoomOptions(trx, { room: message.room, seen })).room);
      await settings.load();
      return say(
        seen
          ? `From now on I keep when somebody spoke last here, and nothing of what they said, for ${SEEN_DAYS} days.`
          : 'I keep no more when somebody speaks here, and what I had is deleted.',
      );
    }
    if (asked.kind === 'language') {
      const { language } = asked;
      await once(async trx => (await saveRoomOptions(trx, { room: message.room, language })).room);
      await settings.load();
      return say(
        `Dates, numbers and translations are in ${languageName(settings.of(message.room).language)} here.`,
      );
    }
    if (asked.kind === 'zone') {
      const timeZone = asked.zone?.zone ?? null;
      await once(async trx => (await saveRoomOptions(trx, { room: message.room, timeZone })).room);
      await settings.load();
      return say(`Times are told and read as those of ${settings.of(message.room).timeZone} here.`);
    }
    if (asked.kind === 'translated') {
      await once(
        async trx => (await saveRoomOptions(trx, { room: message.room, translated: asked.on })).room,
      );
      await settings.load();
      const name = languageName(settings.of(message.room).language);
      return say(
        asked.on
          ? `What is said in another language I say again in ${name}.`
          : 'I translate nothing unasked here.',
      );
    }
    const name = findAction(asked.name, ctx);
    await once(async trx => {
      await switchAction(trx, { room: message.room, action: name, on: asked.on });
      return name;
    });
    await settings.load();
    return say(asked.on ? `I do ${name} here.` : `I do not do ${name} here any more.`);
  },
});

function tell({ settings, message, ...can }: ActionContext): string {
  const { prefix, actions, moderators, seen } = settings.of(message.room);
  const off = switchable(can)
    .filter(action => !actions.includes(action))
    .map(({ name }) => name);
  const who = moderators.length === 0 ? 'Nobody sets this by command.' : `Set by ${moderators.join(', ')}.`;
  const kept = seen ? ' I keep when somebody spoke last.' : '';
  return `Commands begin with ${prefix} here. ${off.length === 0 ? 'Nothing is switched off.' : `Off: ${off.join(', ')}.`}${kept} ${who}`;
}

/** What is built in, and the custom commands of every room. */
function switchable({ allActions, books }: Pick<ActionContext, 'allActions' | 'books'>) {
  return [...allActions, ...books.commands.of('')];
}

function findAction(said: string, ctx: ActionContext): string {
  const action = switchable(ctx).find(({ name, aliases }) => name === said || aliases.includes(said));
  if (!action) throw new AppError('invalid', `There is no action “${shorten(said)}”.`);
  if (ALWAYS_ON.includes(action.name))
    throw new AppError('invalid', `${action.name} cannot be switched off.`);
  return action.name;
}
