import { type Html, html } from '../../../../../core/html/html.ts';
import type { LogLine } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field } from '../fields.ts';
import { badge, confirmFold, emptyState, pageHead } from '../parts.ts';
import { table } from '../table.ts';
import { minute } from '../when.ts';
import { BOT_PATH, botTabs, roomPath } from './bot-tabs.ts';

export interface LogPage {
  readonly logs: readonly {
    readonly room: string;
    readonly logged: boolean;
    readonly hours: number;
    readonly lines: number;
    readonly since?: string | undefined;
  }[];
  readonly query: { readonly room: string; readonly name: string; readonly q: string };
  /** Undefined before anything was looked for. */
  readonly lines: readonly LogLine[] | undefined;
}

export const LOGS_PATH = `${BOT_PATH}/logs`;

/** What is kept of what was said, where; what is looked for in it, and how it is taken out or erased. */
export function logsView(asked: AdminRequest, { logs, query, lines }: LogPage): Html {
  const list =
    logs.length === 0
      ? emptyState({
          title: 'No room is logged',
          text: html`A room is logged when you say so in <a href="${BOT_PATH}">its options</a>, or a moderator does by command. It is told, and <a href="/bot/privacy">everybody can read</a> which rooms are.`,
        })
      : table({
          caption: 'Logs',
          rows: logs,
          columns: [
            { label: 'Room', as: 'main', cell: ({ room }) => html`<a href="${roomPath(room)}">${room}</a>` },
            { label: 'State', cell: ({ logged }) => (logged ? badge('logged', 'good') : badge('off')) },
            { label: 'Kept', cell: ({ hours }) => `${hours} hours` },
            { label: 'Lines', as: 'number', cell: ({ lines: count }) => count },
            { label: 'Since', as: 'nowrap', cell: ({ since }) => (since ? minute(since) : '') },
            {
              label: 'More',
              as: 'actions',
              cell: ({ room }) =>
                html`<a href="${`${LOGS_PATH}?${new URLSearchParams({ room })}`}">Read<span class="visually-hidden"> the log of ${room}</span></a> <a href="${`${LOGS_PATH}/export?${new URLSearchParams({ room })}`}" download>Export<span class="visually-hidden"> the log of ${room}</span></a>`,
            },
          ],
        });
  const lede = 'What is kept of what was said. Private talks never are.';
  const body = html`${pageHead({ title: 'Bot', lede })}${botTabs('Logs')}<div class="stack">${list}<section><h2>Find</h2>${search(query)}${lines === undefined ? '' : found(lines)}</section>${actions(asked, query)}</div>`;
  return adminLayout(asked, { title: 'Logs', section: BOT_PATH, body });
}

function search({ room, name, q }: LogPage['query']): Html {
  return html`<form class="filters" method="get" action="${LOGS_PATH}" role="search">${field({ label: 'Room', name: 'room', type: 'search', value: room, maxlength: 300, wide: true })}${field({ label: 'Person', name: 'name', type: 'search', value: name, maxlength: 200 })}${field({ label: 'Words', name: 'q', type: 'search', value: q, maxlength: 200 })}<button type="submit">Find</button></form>`;
}

function found(lines: readonly LogLine[]): Html {
  if (lines.length === 0) return html`<p class="quiet">Nothing of that is kept.</p>`;
  return table<LogLine>({
    caption: 'Found, newest first',
    rows: lines,
    columns: [
      {
        label: 'Who',
        as: 'main',
        cell: ({ name, certain }) =>
          html`${name}${certain ? '' : html` <span class="quiet">(a name)</span>`}`,
      },
      { label: 'What', cell: ({ text }) => text },
      { label: 'Room', cell: ({ room }) => room },
      { label: 'When', as: 'nowrap', cell: ({ at }) => minute(at) },
    ],
  });
}

/** What can be done with everything of a room or of somebody. */
function actions(asked: AdminRequest, { room, name }: LogPage['query']): Html {
  if (room === '' && name === '') return html``;
  const whose = [name && `of ${name}`, room && `in ${room}`].filter(Boolean).join(' ');
  const values = { ...(room && { room }), ...(name && { name }) };
  const query = new URLSearchParams(values);
  const erase = confirmFold(asked, {
    label: 'Erase',
    question: `This erases everything that was logged ${whose}. It cannot be taken back.`,
    confirm: 'Erase',
    action: `${LOGS_PATH}/erase`,
    values,
  });
  const logged = html`<section class="panel"><h2>Everything logged ${whose}</h2><div class="form"><p><a class="button" href="${`${LOGS_PATH}/export?${query}`}" download>Export as JSON</a></p>${erase}</div></section>`;
  if (name === '') return logged;
  const forget = confirmFold(asked, {
    label: 'Forget',
    question: `This erases what ${name} said in logs and to the bot, their reminders, quotes, votes and breaches, and when they were where, in every room. What was done to them stays for 30 days without their name and words, and polls that they opened without their name. It cannot be taken back.`,
    confirm: 'Forget them',
    action: `${LOGS_PATH}/forget`,
    values: { name },
  });
  return html`${logged}<section class="panel"><h2>Everything that is kept of ${name}</h2><div class="form"><p><a class="button" href="${`${LOGS_PATH}/person?${new URLSearchParams({ name })}`}" download>Export as JSON</a></p>${forget}</div></section>`;
}
