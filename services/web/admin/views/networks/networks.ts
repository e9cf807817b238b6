import { type Html, type HtmlValue, html } from '../../../../../core/html/html.ts';
import type { BridgeState, NetworkStatus } from '../../../../relay/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field } from '../fields.ts';
import { badge, confirmFold, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { type BridgeForm, bridgeForm } from './bridge-form.ts';
import { NETWORKS_PATH } from './paths.ts';

const KINDS: Readonly<Record<NetworkStatus['kind'], string>> = {
  irc: 'IRC',
  twitch: 'Twitch',
  matrix: 'Matrix',
  mastodon: 'Mastodon',
  web: 'Here',
};

/** Where the bot sits, which rooms are joined to one another, and what is wrong with any of it. */
export function networksView(
  asked: AdminRequest,
  shown: {
    networks: readonly NetworkStatus[];
    bridges: readonly BridgeState[];
    form: BridgeForm;
    problem: string | undefined;
  },
): Html {
  const { networks, bridges, form, problem } = shown;
  const list =
    networks.length === 0
      ? emptyState({
          title: 'No networks yet',
          text: html`IRC, Twitch, Matrix and Mastodon are set in <code>croft.config.ts</code>, in the section <code>relay</code>.`,
        })
      : html`${networks.map(network => networkPanel(asked, network))}`;
  const lede = 'Where the bot sits, and which rooms are joined to one another.';
  const body = html`${pageHead({ title: 'Networks', lede })}<div class="stack">${list}${bridgeList(bridges)}<section class="panel"><h2>Join rooms</h2>${bridgeForm(asked, { form, problem, isNew: true })}</section></div>`;
  return adminLayout(asked, { title: 'Networks', section: NETWORKS_PATH, body });
}

function networkPanel(asked: AdminRequest, network: NetworkStatus): Html {
  const { name, kind, nick, since, problem, lastError, places = [], queued = 0 } = network;
  const facts: [string, HtmlValue][] = [
    ['Kind', KINDS[kind]],
    ...(nick ? ([['As', nick]] as [string, HtmlValue][]) : []),
    ['Since', minute(since)],
    ...(queued > 0 ? ([['Waiting to be sent', queued]] as [string, HtmlValue][]) : []),
    ...(problem ? ([['Problem', problem]] as [string, HtmlValue][]) : []),
    ...(lastError && lastError.words !== problem
      ? ([['Last error', html`${lastError.words} (${minute(lastError.at)})`]] as [string, HtmlValue][])
      : []),
  ];
  const channels =
    places.length > 0 &&
    table({
      caption: `Rooms of ${name}`,
      rows: places,
      columns: [
        { label: 'Room', as: 'main', cell: place => place.name },
        { label: 'State', cell: ({ joined }) => (joined ? badge('there', 'good') : badge('away', 'wait')) },
        { label: 'Problem', cell: place => place.problem ?? '' },
      ],
    });
  return html`<section class="panel"><h2>${name} ${state(network)}</h2><div class="stack">
<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>${channels || ''}${kind === 'twitch' ? twitchPart(asked, network) : ''}</div></section>`;
}

function state({ state: is }: NetworkStatus): Html {
  if (is === 'connected') return badge('connected', 'good');
  return is === 'connecting' ? badge('connecting', 'wait') : badge('not connected', 'bad');
}

function twitchPart(asked: AdminRequest, { name, readOnly }: NetworkStatus): Html {
  const path = `${NETWORKS_PATH}/${name}`;
  const login = field({
    label: 'Id of a Twitch name',
    name: 'login',
    form: `find-${name}`,
    maxlength: 25,
    required: true,
  });
  const find = postForm(asked, `${path}/find`, html`${login}<button type="submit">Find</button>`, 'filters');
  if (readOnly)
    return html`<p>No Twitch account is connected: channels are read, and nothing can be said.</p>${postForm(asked, `${path}/connect`, html`<p><button class="primary" type="submit">Connect an account</button></p>`)}`;
  const remove = confirmFold(asked, {
    label: 'Disconnect the account',
    question: 'Its tokens are forgotten. Channels are read on, and nothing can be said there.',
    confirm: 'Disconnect',
    action: `${path}/disconnect`,
  });
  return html`${find}${remove}`;
}

function bridgeList(bridges: readonly BridgeState[]): Html {
  if (bridges.length === 0)
    return html`<section><h2>Bridges</h2><p class="quiet">No rooms are joined to one another.</p></section>`;
  return html`${bridges.map(bridgePanel)}`;
}

const WAYS = { both: 'both', from: 'speaks only', to: 'hears only' };

function bridgePanel(bridge: BridgeState): Html {
  const { name, fixed, paused, queues, oneWay } = bridge;
  const rooms = table({
    caption: `Rooms of the bridge ${name}`,
    rows: queues,
    columns: [
      { label: 'Room', as: 'main', cell: ({ room }) => room },
      { label: 'Way', cell: ({ room }) => WAYS[oneWay[room] ?? 'both'] },
      { label: 'Waiting', as: 'number', cell: ({ waiting }) => waiting },
      { label: 'Dropped today', as: 'number', cell: ({ dropped }) => dropped },
      {
        label: 'Last problem',
        cell: ({ problem, since }) =>
          html`${problem ?? ''}${since ? html` (waiting since ${minute(since)})` : ''}`,
      },
    ],
  });
  const change = fixed
    ? html`<p class="quiet">It stands in <code>croft.config.ts</code>.</p>`
    : html`<p class="buttons"><a class="button" href="${`${NETWORKS_PATH}/bridges/${name}`}">Change it</a></p>`;
  return html`<section class="panel"><h2>Bridge ${name} ${paused ? badge('paused', 'wait') : badge('on', 'good')}</h2><div class="stack">${rooms}${change}</div></section>`;
}

/** What whoever connects a Twitch account has to do. */
export function connectTwitchView(
  asked: AdminRequest,
  shown: { network: string; code: string; url: string; expiresAt: string },
): Html {
  const { network, code, url, expiresAt } = shown;
  const back = { label: 'Networks', path: NETWORKS_PATH };
  const body = html`${pageHead({ title: `Connect ${network}`, back })}<div class="stack"><section class="panel">
<p>Open Twitch, signed in as the account that is to speak, and enter this code:</p>
<p><code class="secret">${code}</code></p>
<p class="buttons"><a class="button primary" href="${url}" rel="noopener noreferrer">Open Twitch</a> <a class="button" href="${NETWORKS_PATH}">I have done it</a></p>
<p class="quiet">The code holds until ${minute(expiresAt)} (UTC). Its tokens are kept encrypted here.</p></section></div>`;
  return adminLayout(asked, { title: 'Connect Twitch', section: NETWORKS_PATH, body });
}

/** One bridge, to be changed. */
export function bridgeView(
  asked: AdminRequest,
  name: string,
  form: BridgeForm,
  problem: string | undefined,
): Html {
  const back = { label: 'Networks', path: NETWORKS_PATH };
  const remove = confirmFold(asked, {
    label: 'Part the rooms',
    question: 'Nothing is carried between them any more, and what waits is not told.',
    confirm: 'Delete this bridge',
    action: `${NETWORKS_PATH}/bridges/${name}/delete`,
  });
  const body = html`${pageHead({ title: `Bridge ${name}`, back })}<div class="stack"><section class="panel">${bridgeForm(asked, { form, problem, isNew: false })}</section>${remove}</div>`;
  return adminLayout(asked, { title: `Bridge ${name}`, section: NETWORKS_PATH, body });
}
