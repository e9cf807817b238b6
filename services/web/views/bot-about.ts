import { type Html, html } from '../../../core/html/html.ts';
import type { Privacy } from '../../bot/contract.ts';
import type { BotPage } from '../bot-talk.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** As they are called. */
const KINDS: Readonly<Record<string, string>> = { irc: 'IRC', twitch: 'Twitch', matrix: 'Matrix' };

type Action = BotPage['bot']['actions'][number];

/** Everything the bot can do, as the bot itself tells it. */
export function botAboutView(
  frame: Frame,
  { name, prefix, actions }: BotPage['bot'],
  rooms: Privacy['rooms'],
): Html {
  const custom = actions.filter(action => action.custom);
  const own = actions.filter(action => !action.custom);
  const body = html`<div class="column bot-about">
<header class="page-head"><p class="kicker">About</p><h1>${name}</h1>
<p class="lede">The bot that lives here and in the chat rooms. <a href="/bot">Talk to it</a>, or read <a href="/bot/privacy">what it keeps</a>.</p></header>
<p>In a room it hears what begins with <code>${prefix}</code>, as <code>${prefix}help</code>, and what is said to it by name: <code>${name}, what time is it in Tokyo?</code> Several things are asked for at once with “and” or “;”.</p>
<p>A moderator is who the owner has named for a room, and on the web, on Twitch and on Matrix who is one there, always with an account: logged in to the network, or signed in here. A name alone proves nothing.</p>
${places(rooms.filter(({ here }) => here))}
${custom.length === 0 ? '' : section('custom', 'Only here', custom, prefix)}
${section('all', 'What it can do', own, prefix)}
</div>`;
  return layout({
    frame,
    title: `About ${name}`,
    path: '/bot/about',
    description: `What ${name} can do.`,
    body,
  });
}

/** Where it is: the rooms that anybody may come to, by network. */
function places(rooms: Privacy['rooms']): Html {
  const networks = Map.groupBy(rooms, ({ id }) => placeOf(id).network);
  const list = [...networks].map(
    ([network, ids]) => html`
<div><dt>${network}</dt><dd>${ids.map(({ id }, index) => {
      const { place, href } = placeOf(id);
      return html`${index > 0 ? ', ' : ''}${href === undefined ? place : html`<a href="${href}">${place}</a>`}`;
    })}</dd></div>`,
  );
  return html`<section aria-labelledby="where"><h2 id="where">Where it is</h2>${
    list.length === 0 ? html`<p>Here, and in no room that anybody may come to.</p>` : html`<dl>${list}</dl>`
  }</section>`;
}

function placeOf(id: string): { network: string; place: string; href?: string } {
  const [kind = '', ...rest] = id.split('/');
  if (kind === 'chat') return { network: 'Rooms of this site', place: rest[0]!, href: `/rooms/${rest[0]}` };
  const [network = '', ...place] = rest;
  return { network: `${KINDS[kind] ?? kind}: ${network}`, place: place.join('/') };
}

function section(id: string, heading: string, actions: readonly Action[], prefix: string): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2><dl>${actions.map(
    ({ name, usage, about, examples, aliases, terms }) => html`
<div id="${`do-${name}`}"><dt><code>${prefix}${usage || name}</code></dt><dd>${about}${
      examples.length === 0
        ? ''
        : html`<br><span class="quiet">For example ${examples.map((example, index) => html`${index > 0 ? ', ' : ''}<code>${prefix}${example}</code>`)}.</span>`
    }${
      aliases.length === 0
        ? ''
        : html` <span class="quiet">Also ${aliases.map((alias, index) => html`${index > 0 ? ', ' : ''}<code>${prefix}${alias}</code>`)}.</span>`
    }${terms ? html` <span class="quiet">${terms}</span>` : ''}</dd></div>`,
  )}</dl></section>`;
}
