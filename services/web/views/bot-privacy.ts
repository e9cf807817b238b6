import { type Html, html } from '../../../core/html/html.ts';
import type { Privacy } from '../../bot/contract.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** What the bot keeps, where, for how long, and how to be forgotten: out of how it is set. */
export function botPrivacyView(frame: Frame, privacy: Privacy): Html {
  const { name, prefix, rooms, translators, guesser, things = [], carriedDays } = privacy;
  const logged = rooms.filter(room => room.logged);
  const body = html`<div class="column prose">
<header class="page-head"><p class="kicker"><a href="/bot">${name}</a></p><h1>What the bot keeps</h1>
<p class="lede">${loggedWords(logged.length)} Written out of how it is set at this moment.</p></header>
<h2>Rooms</h2>
${rooms.length === 0 ? html`<p>It is in no room now.</p>` : html`<ul>${rooms.map(roomLine)}</ul>`}
<p>Rooms that are not for everybody are not in this list; ask in them. When a room begins to be logged, it is said there. What is said to the bot alone is never logged. Ask in any room: <code>${prefix}log status</code>.</p>
<h2>What is kept about a person</h2>
<ul>${things.map(
    ({ what, until, after }) => html`
<li><b>${what}</b>, ${until}.${after === undefined ? '' : html` <span class="quiet">When you are forgotten: ${lower(after)}</span>`}</li>`,
  )}
${
  carriedDays === undefined
    ? ''
    : html`<li><b>What you say in a room that is joined to others</b>, with your name, for ${carriedDays === 1 ? 'a day' : `${carriedDays} days`}, so that it can be changed and answered in the other rooms too; that there was something is known for two weeks, so that it can be deleted there. Those rooms and their networks keep what they were told as they do, also when you are forgotten here.</li>`
}
<li><b>Whom the owner has named as a moderator</b>, by account, until the owner takes them out.</li>
</ul>
<p>What you delete is taken out of the log, and what you edit stands there as you left it, where your network tells of that.</p>
<h2>To be forgotten</h2>
<p>Logged in to your network, say <code>${prefix}forget me</code> in a room, and confirm it: all of the above is erased in every room of that network at once, but for what is said there. Without an account, ask the owner of this place, since a name alone proves nothing. The owner can also give you everything that is kept of you as a file.</p>
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

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function roomLine(room: Privacy['rooms'][number]): Html {
  const { id, logged, hours, moderated, translated, seen, met, joined } = room;
  const [, web] = /^chat\/(.+)$/.exec(id) ?? [];
  const named = web === undefined ? html`<b>${id}</b>` : html`<a href="${`/rooms/${web}`}">${web}</a>`;
  const more = [
    logged ? `logged, and deleted after ${hours} hours` : 'not logged',
    seen && 'who spoke last when is kept',
    moderated && (met ? 'moderated by rules, with who was met' : 'moderated by rules'),
    translated && 'translated',
    joined && 'joined to other rooms',
  ].filter(Boolean);
  const keeps = web === undefined ? '' : '; the room itself keeps its messages as it says';
  return html`<li>${named}: ${more.join('; ')}${keeps}</li>`;
}
