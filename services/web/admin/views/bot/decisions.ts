import { type Html, html } from '../../../../../core/html/html.ts';
import type { Decision } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field } from '../fields.ts';
import { badge, emptyState, pageHead, postForm, type Tone } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { BOT_PATH, botTabs } from './bot-tabs.ts';

export interface DecisionList {
  readonly decisions: readonly Decision[];
  readonly room: string;
  readonly name: string;
  /** Where what is older is. */
  readonly older: string | undefined;
}

const ACTS = {
  warn: 'Warned',
  delete: 'Message deleted',
  timeout: 'Timed out',
  ban: 'Banned',
  lock: 'Room closed',
};
const STATES: Record<Decision['state'], [label: string, tone: Tone]> = {
  wanted: ['under way', 'wait'],
  done: ['done', 'good'],
  failed: ['not done', 'bad'],
  over: ['over', 'plain'],
  undone: ['taken back', 'plain'],
};

/** What was done to people and rooms, by rules and by hand, and the way back from each. */
export function decisionsView(asked: AdminRequest, { decisions, room, name, older }: DecisionList): Html {
  const filter = html`<form class="filters" method="get" action="${`${BOT_PATH}/decisions`}" role="search">${field({ label: 'Room', name: 'room', type: 'search', value: room, maxlength: 300, wide: true })}${field({ label: 'Person', name: 'name', type: 'search', value: name, maxlength: 100 })}<button type="submit">Show</button></form>`;
  const list =
    decisions.length === 0
      ? emptyState({
          title: 'Nothing was done',
          text: 'What rules and moderators do to people is kept here for 30 days.',
        })
      : table<Decision>({
          caption: 'Decisions',
          rows: decisions,
          columns: [
            { label: 'What', as: 'main', cell: what },
            { label: 'Why', cell: why },
            { label: 'Room', cell: decision => decision.room },
            { label: 'By', cell: ({ by, rule }) => (by === 'rules' ? `the rule “${rule}”` : by) },
            { label: 'When', as: 'nowrap', cell: ({ at }) => minute(at) },
            { label: 'State', cell: state },
            { label: 'Take back', as: 'actions', cell: decision => undo(asked, decision) },
          ],
        });
  const lede =
    'What was done to people and rooms, and by whom. Each can be taken back: the person may speak again, and what they said comes back where the network can.';
  const pager =
    older && html`<nav class="pager" aria-label="Pages"><a class="older" href="${older}">Older →</a></nav>`;
  const body = html`${pageHead({ title: 'Bot', lede })}${botTabs('Decisions')}${filter}${list}${pager}`;
  return adminLayout(asked, { title: 'Decisions', section: BOT_PATH, body });
}

function what({ act, name, minutes, more, refused }: Decision): Html {
  const again =
    more === undefined
      ? ''
      : `and ${more} more${refused === undefined ? '' : `, ${refused} of them refused`}`;
  return html`<strong>${ACTS[act]}</strong>${act !== 'lock' && html`: ${name ?? html`<span class="quiet">somebody who is forgotten</span>`}`}${minutes === undefined ? '' : html` <span class="quiet">for ${minutes} min</span>`}${again && html` <span class="quiet">${again}</span>`}`;
}

function why({ reason, text }: Decision): Html {
  return html`${reason}${text && html`<br><q class="quiet">${text.length > 200 ? `${text.slice(0, 200)}…` : text}</q>`}`;
}

function state({ state: now, told, undoneBy }: Decision): Html {
  const [label, tone] = STATES[now];
  return html`${badge(label, tone)}${undoneBy && html` by ${undoneBy}`}${now === 'failed' && told ? html`<br><span class="quiet">${told}</span>` : ''}`;
}

function undo(asked: AdminRequest, { id, state: now, name, act }: Decision): Html | string {
  if (now === 'undone' || now === 'wanted') return '';
  return postForm(
    asked,
    `${BOT_PATH}/decisions/undo`,
    html`<input type="hidden" name="id" value="${id}"><button class="small" type="submit">Undo<span class="visually-hidden"> what was done to ${name ?? (act === 'lock' ? 'the room' : 'somebody who is forgotten')}</span></button>`,
    '',
  );
}
