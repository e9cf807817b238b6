import { type Html, html } from '../../../core/html/html.ts';
import type { Privacy } from '../../bot/contract.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** What the bot keeps, where, for how long, and how to be forgotten: out of how it is set. */
export function botPrivacyView(frame: Frame, privacy: Privacy): Html {
  const { name, prefix, rooms, translators, guesser, kept } = privacy;
  const logged = rooms.filter(room => room.logged);
  const body = html`<div class="column prose">
<header class="page-head"><p class="kicker"><a href="/bot">${name}</a></p><h1>What the bot keeps</h1>
<p class="lede">${loggedWords(logged.length)} Written out of how it is set at this moment.</p></header>
<h2>Rooms</h2>
${rooms.length === 0 ? html`<p>It is in no room now.</p>` : html`<ul>${rooms.map(roomLine)}</ul>`}
<p>When a room begins to be logged, it is said there. What is said to the bot alone is never logged. Ask in any room: <code>${prefix}log status</code>.</p>
<h2>What is kept about a person</h2>
<ul>
<li><b>What you ask the bot.</b> A message that it is to answer, with your name and what your network says of you (account, address), for an hour after it was answered.</li>
<li><b>Its answers</b>, for an hour after they were shown, and for a day where nobody listens.</li>
<li><b>Reminders</b>, until they were said or you take them back.</li>
<li><b>When you last spoke</b> in a room where the bot tells that (<code>${prefix}seen</code>), and nothing of what you said.</li>
<li><b>What you leave for somebody</b> with <code>${prefix}tell</code>, until they were told.</li>
<li><b>Quotes</b> with the name of who added them, until they are deleted.</li>
<li><b>Logs</b>, in those of the rooms above that are logged, for as long as is said there.</li>
<li><b>Moderation.</b> What was done to somebody by the rules or by a moderator, with what they had said, for ${kept.decisionDays} days, so that it can be taken back. In rooms with rules, that you were met there, until you were not for half a year.</li>
</ul>
<h2>To be forgotten</h2>
<p>Logged in to your network, say <code>${prefix}forget me</code> in a room, and confirm it: what you said in logs, your reminders and your quotes are erased in every room at once. Without an account, ask the owner of this place, since a name alone proves nothing. The owner can also give you everything that is kept of you as a file.</p>
<h2>Who else is told</h2>
<ul>
<li>${
    translators.length === 0
      ? 'Nothing is translated: nobody is set up to do it.'
      : html`What is to be translated goes to ${translators.join(', ')}, without your name, and a translation is kept for 30 days.`
  }</li>
<li>${
    guesser === undefined
      ? 'No language model hears anything.'
      : html`A sentence to the bot that it does not understand goes to the language model at ${guesser}, without your name and room.`
  }</li>
</ul>
</div>`;
  return layout({ frame, title: 'What the bot keeps', path: '/bot/privacy', body });
}

function loggedWords(count: number): string {
  if (count === 0) return 'No room is logged.';
  return count === 1 ? 'One room is logged.' : `${count} rooms are logged.`;
}

function roomLine({ id, logged, hours, moderated, translated }: Privacy['rooms'][number]): Html {
  const [, web] = /^chat\/(.+)$/.exec(id) ?? [];
  const named = web === undefined ? html`<b>${id}</b>` : html`<a href="${`/rooms/${web}`}">${web}</a>`;
  const more = [
    logged ? `logged, and deleted after ${hours} hours` : 'not logged',
    moderated && 'moderated by rules',
    translated && 'translated',
  ].filter(Boolean);
  const keeps = web === undefined ? '' : '; the room itself keeps its messages as it says';
  return html`<li>${named}: ${more.join('; ')}${keeps}</li>`;
}
