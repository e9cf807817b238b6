import { AppError } from '../../../core/errors.ts';
import { logWords } from '../logs/words.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'status' | 'off' | 'erase' }
  | { readonly kind: 'on'; readonly hours: number | undefined };

export const log = defineAction<Asked>({
  name: 'log',
  aliases: ['logs', 'logging'],
  about: 'Tells whether this room is logged; its moderators turn that on and off.',
  usage: 'log [status | on [HOURS] | off | erase]',
  examples: ['log', 'log on', 'log on 72', 'log off', 'log erase'],
  phrases: [
    phrase('(is this|is this room|is this channel|are we|is this chat) [being] (logged|recorded|kept)'),
    phrase(
      '(do you|are you) (log|keep a log of|logging|record|recording) (this|this room|this channel|us|everything)',
    ),
    phrase('who keeps a log here'),
  ].map(read => sentence => (read(sentence) === undefined ? undefined : 'status')),
  needs: ({ kind }) => (kind === 'status' ? undefined : 'moderator'),
  confirms: ({ kind }) =>
    kind === 'erase' ? 'This erases everything that was logged in this room.' : undefined,
  parse(text) {
    const [, word = 'status', hours] =
      /^(status|on|off|erase)?(?: +(?:for +)?(\d{1,3})(?: *h(?:ours?)?)?)?$/i.exec(text) ?? [];
    const kind = word.toLowerCase();
    if (kind === 'on') {
      const number = hours === undefined ? undefined : Number(hours);
      if (number !== undefined && (number < 24 || number > 72))
        throw new AppError('invalid', 'A log is kept for 24 to 72 hours.');
      return { kind, hours: number };
    }
    if ((kind === 'status' && text === '') || (hours === undefined && /^(?:status|off|erase)$/i.test(text)))
      return { kind: kind as 'status' | 'off' | 'erase' };
    throw new AppError(
      'invalid',
      'log tells whether this is logged; moderators can: log on, log on 72, log off, log erase.',
    );
  },
  async run(asked, ctx) {
    const { room } = ctx.message;
    const settings = ctx.settings.of(room);
    if (asked.kind === 'status') return say(logWords(settings, ctx.message.direct ?? false));
    if (ctx.message.direct) throw new AppError('invalid', 'What is said to me alone is never logged.');
    if (asked.kind === 'erase') {
      const erased = await ctx.once(trx => ctx.logs.erase(trx, { room }));
      return say(`Erased: ${erased} ${erased === 1 ? 'line' : 'lines'}.`);
    }
    const logged = asked.kind === 'on';
    if (logged === settings.logged && (!logged || (asked.hours ?? settings.logHours) === settings.logHours))
      return say(logWords(settings, false));
    await ctx.logs.set(room, {
      logged,
      ...(logged && asked.hours !== undefined && { logHours: asked.hours }),
    });
    return say('Done.');
  },
});
