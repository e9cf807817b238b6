import { html } from '../../../core/html/html.ts';
import { lasting } from '../parse/ago.ts';
import { noArguments } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { defineAction } from './action.ts';

export const uptime = defineAction({
  name: 'uptime',
  aliases: ['status', 'version'],
  about: 'Tells since when I run, in which version, and how the networks do.',
  usage: 'uptime',
  examples: ['uptime'],
  forAll: true,
  phrases: [
    phrase('how long have you been (up|running|here|awake)'),
    phrase('(how are you|how are you doing|is everything all right) [today]'),
  ],
  parse: noArguments('uptime'),
  async run(_, { running: { version, since }, networks, now, call }) {
    const states = await networks(call);
    const lines = [
      `Croft ${version}, up for ${lasting(now().getTime() - since.getTime())}.`,
      ...(states.length > 0
        ? [`Networks: ${states.map(({ name, state }) => `${name} ${state}`).join(', ')}.`]
        : []),
    ];
    return { text: lines.join(' '), html: html`${lines.map(line => html`<p>${line}</p>`)}` };
  },
});
