import { type Html, html } from '../../../../core/html/html.ts';
import { type Webhook, type WebhookDelivery, WebhookEvent } from '../../../api/contract.ts';
import { pager } from '../../views/pager.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';
import { checkbox, field } from './fields.ts';
import { badge, confirmFold, emptyState, pageHead, postForm } from './parts.ts';
import { table } from './table.ts';

export const WEBHOOKS_PATH = '/admin/webhooks';

/** All webhooks, and the form for a new one. */
export function webhooksView(asked: AdminRequest, webhooks: readonly Webhook[], problem?: string): Html {
  const list =
    webhooks.length === 0
      ? emptyState({
          title: 'No webhooks yet',
          text: html`A webhook tells a program of yours what happens here, signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a>.`,
        })
      : table({
          caption: 'Webhooks',
          rows: webhooks,
          columns: [
            {
              label: 'Address',
              as: 'main',
              cell: ({ id, url }) => html`<a href="${`${WEBHOOKS_PATH}/${id}`}">${url}</a>`,
            },
            { label: 'State', cell: state },
            { label: 'Told of', cell: ({ events }) => events.join(', ') },
          ],
        });
  const lede = 'Programs elsewhere that are told of what happens here.';
  const body = html`${pageHead({ title: 'Webhooks', lede })}<div class="stack">${list}<section class="panel"><h2>New webhook</h2>${form(asked, WEBHOOKS_PATH, undefined, 'Make it', problem)}</section></div>`;
  return adminLayout(asked, { title: 'Webhooks', section: WEBHOOKS_PATH, body });
}

/** The secret of a new webhook, shown this once. */
export function newWebhookView(
  asked: AdminRequest,
  { webhook, secret }: { webhook: Webhook; secret: string },
): Html {
  const back = { label: 'Webhooks', path: WEBHOOKS_PATH };
  const body = html`${pageHead({ title: 'The webhook is made', back })}
<p class="notice" role="status">This is the secret that its messages are signed with. It is shown this once: keep it where the program at ${webhook.url} finds it.</p>
<p><code class="secret">${secret}</code></p>
<p class="buttons"><a class="button" href="${`${WEBHOOKS_PATH}/${webhook.id}`}">Go on</a></p>`;
  return adminLayout(asked, { title: 'New webhook', section: WEBHOOKS_PATH, body });
}

/** One webhook: what it was sent, and what can be done with it. */
export function webhookView(
  asked: AdminRequest,
  shown: {
    webhook: Webhook;
    deliveries: readonly WebhookDelivery[];
    older: string | undefined;
    problem?: string | undefined;
  },
): Html {
  const { webhook, deliveries, older, problem } = shown;
  const path = `${WEBHOOKS_PATH}/${webhook.id}`;
  const button = (action: string, label: string) =>
    postForm(asked, `${path}/${action}`, html`<button class="small" type="submit">${label}</button>`, '');
  const head = pageHead({
    title: webhook.url,
    lede: state(webhook),
    back: { label: 'Webhooks', path: WEBHOOKS_PATH },
    actions: html`${button('test', 'Send a test')}${button(webhook.active ? 'off' : 'on', webhook.active ? 'Switch off' : 'Switch on')}`,
  });
  const list =
    deliveries.length === 0
      ? emptyState({ title: 'Nothing was sent yet', text: 'Send a test to see whether it arrives.' })
      : table({
          caption: 'Messages of the last 30 days, newest first',
          rows: deliveries,
          columns: [
            { label: 'Event', as: 'main', cell: ({ event }) => event },
            { label: 'State', cell: outcome },
            { label: 'Answer', cell: ({ status, answer }) => html`${status ?? ''} ${answer ?? ''}` },
            { label: 'Tries', as: 'number', cell: ({ tries }) => tries },
            {
              label: 'When',
              as: 'nowrap',
              cell: ({ createdAt }) =>
                html`<time datetime="${createdAt}">${createdAt.slice(0, 16).replace('T', ' ')}</time>`,
            },
            { label: '', cell: ({ id }) => button(`deliveries/${id}`, 'Send again') },
          ],
        });
  const remove = confirmFold(asked, {
    label: 'Delete',
    question: 'It is told of nothing any more, and what it was sent is forgotten.',
    confirm: 'Delete this webhook',
    action: `${path}/delete`,
  });
  const body = html`${head}<div class="stack">${list}${pager({ older })}<section class="panel"><h2>Change it</h2>${form(asked, path, webhook, 'Save', problem)}</section>${remove}</div>`;
  return adminLayout(asked, { title: 'Webhook', section: WEBHOOKS_PATH, body });
}

function form(
  asked: AdminRequest,
  action: string,
  webhook: Webhook | undefined,
  label: string,
  problem: string | undefined,
): Html {
  const boxes = WebhookEvent.options.map(event =>
    checkbox({ label: event, name: `event:${event}`, checked: webhook?.events.includes(event) ?? true }),
  );
  const address = field({
    label: 'Address',
    name: 'url',
    type: 'url',
    value: webhook?.url,
    required: true,
    placeholder: 'https://',
    problem,
  });
  return postForm(
    asked,
    action,
    html`${address}<fieldset><legend>Tell it of</legend>${boxes}</fieldset><p><button class="primary" type="submit">${label}</button></p>`,
  );
}

function state({ active, failingSince, problem }: Webhook): Html {
  if (!active) return html`${badge('Off', 'bad')} ${problem ?? ''}`;
  return failingSince === undefined
    ? badge('On', 'good')
    : badge(`Failing since ${failingSince.slice(0, 10)}`, 'wait');
}

function outcome({ state: is }: WebhookDelivery): Html {
  if (is === 'delivered') return badge('Delivered', 'good');
  return is === 'failed' ? badge('Failed', 'bad') : badge('Waiting', 'wait');
}
