import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { shorten } from '../parse/arguments.ts';
import { nearest } from '../parse/nearest.ts';
import { phrase } from '../parse/phrase.ts';
import type { Reply } from '../reply.ts';
import { type Action, type ActionContext, defineAction } from './action.ts';
import { roleOf, termsOf } from './who-may.ts';

export const help = defineAction<string>({
  name: 'help',
  aliases: ['commands', 'usage'],
  about: 'Lists what the bot can do, or tells how one action is used.',
  usage: 'help [ACTION]',
  examples: ['help', 'help roll'],
  forAll: true,
  phrases: [
    phrase('(what can you do|what do you do|who are you|what are you|how do you work) [for me]'),
    phrase('(help me|i need help|how do i use) [with {action}]'),
    phrase('how do i use {action}'),
  ],
  parse: text => text.replace(/^(?:with|on|about) /i, '').toLowerCase(),
  run(name, ctx) {
    if (name === '' || name === 'me') return listAll(ctx);
    const bare = name.startsWith(ctx.prefix) ? name.slice(ctx.prefix.length) : name;
    const action = ctx.actions.find(one => one.name === bare || one.aliases.includes(bare));
    if (action) return describe(action, ctx);
    const near = nearest(
      bare,
      ctx.actions.flatMap(one => [one.name, ...one.aliases]),
    );
    throw new AppError(
      'invalid',
      `There is no action “${shorten(bare)}”.${near ? ` Did you mean ${near}?` : ` ${ctx.prefix}help lists them all.`}`,
    );
  },
});

/** One line in a chat room; a page has space for more. */
function listAll(ctx: ActionContext): Reply {
  const names = ctx.actions.map(action => ctx.prefix + action.name).join(' ');
  return {
    text: `I can do: ${names}. Try ${ctx.prefix}help roll, or talk to me: ${ctx.name}, what time is it in Tokyo?`,
    html: html`<p>What I can do:</p><dl>${ctx.actions.map(
      action => html`<dt><code>${ctx.prefix}${action.usage}</code></dt><dd>${action.about}</dd>`,
    )}</dl>`,
  };
}

function describe(action: Action, ctx: ActionContext): Reply {
  const examples = action.examples.map(example => ctx.prefix + example);
  const terms = termsOf({ ...roleOf(action), cooldown: action.cooldown });
  const also = action.aliases.map(alias => ctx.prefix + alias);
  return {
    text: [
      `${ctx.prefix}${action.usage} — ${action.about}`,
      `Examples: ${examples.join(' · ')}`,
      ...(also.length > 0 ? [`Also: ${also.join(' ')}`] : []),
      ...(terms === '' ? [] : [terms]),
    ].join('\n'),
    html: html`<p><code>${ctx.prefix}${action.usage}</code> ${action.about}</p>
<ul>${examples.map(example => html`<li><code>${example}</code></li>`)}</ul>
${also.length > 0 && html`<p>Also: ${also.map(alias => html`<code>${alias}</code> `)}</p>`}${terms !== '' && html`<p>${terms}</p>`}`,
  };
}
