import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { readClock } from '../clock.ts';
import { phrase } from '../parse/phrase.ts';
import { certainPerson } from '../people/person.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

/** Number of the one to take back, counted from 1; undefined to list them. */
type Asked = number | undefined;

export const reminders = defineAction<Asked>({
  name: 'reminders',
  aliases: ['timers'],
  about: 'Lists what I will remind of that you asked for here, or takes one back.',
  usage: 'reminders [cancel NUMBER]',
  examples: ['reminders', 'reminders cancel 2'],
  phrases: [phrase('(what are my reminders|list my reminders|my reminders)')],
  parse(text) {
    if (text === '') return undefined;
    const [, number] = /^(?:cancel|delete|remove|forget) +(?:number +|#)?(\d{1,3})$/i.exec(text) ?? [];
    if (number !== undefined) return Number(number);
    throw new AppError('invalid', 'reminders lists them, and reminders cancel 2 takes the second back.');
  },
  async run(number, ctx) {
    const { sender, room } = ctx.message;
    const person = certainPerson(ctx.message);
    if (number !== undefined) {
      const text = await ctx.once(async trx => {
        const one = (await ctx.reminders.list(room, sender.name, person))[number - 1];
        return one && (await ctx.reminders.remove(trx, one.id)) ? one.text : null;
      });
      if (text === null) throw new AppError('invalid', `You have no reminder number ${number} here.`);
      return say(`I will not remind of that: ${text}`);
    }
    const all = await ctx.reminders.list(room, sender.name, person);
    if (all.length === 0) return say('Nothing that you asked for here waits.');
    const lines = all.map(({ due_at: due, text, told }) => {
      const { clock, day } = readClock(due, ctx.timeZone, ctx.language);
      const whom = told.toLowerCase() === sender.name.toLowerCase() ? '' : ` (${told})`;
      return `${clock} on ${day}${whom}: ${text}`;
    });
    return {
      text: lines.map((line, index) => `${index + 1}. ${line}`).join('\n'),
      html: html`<ol>${lines.map(line => html`<li>${line}</li>`)}</ol>`,
    };
  },
});
