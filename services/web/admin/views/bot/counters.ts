import { type Html, html } from '../../../../../core/html/html.ts';
import type { Counter } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field, select } from '../fields.ts';
import { emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { BOT_PATH, botTabs, roomChoices } from './bot-tabs.ts';

export const COUNTERS_PATH = `${BOT_PATH}/counters`;

/** Every counter with a form to set it, and the form for a new one. */
export function countersView(
  asked: AdminRequest,
  counters: readonly Counter[],
  rooms: readonly string[],
  problem?: string,
): Html {
  const list =
    counters.length === 0
      ? emptyState({
          title: 'Nothing is counted yet',
          text: html`A command counts with <code>$(counter deaths +1)</code>, a moderator with <code>counter deaths +1</code>.`,
        })
      : table<Counter>({
          caption: 'Counters',
          rows: counters,
          columns: [
            { label: 'Counter', as: 'main', cell: ({ name }) => name },
            { label: 'Room', cell: ({ room }) => room },
            { label: 'Value', as: 'number', cell: ({ value }) => value },
            { label: 'Change', as: 'actions', cell: counter => changes(asked, counter) },
          ],
        });
  const head = pageHead({ title: 'Bot', lede: 'What is counted in rooms.' });
  const form = postForm(
    asked,
    COUNTERS_PATH,
    html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}${select({
      ...{ name: 'room', label: 'Room', choices: roomChoices(rooms) },
    })}${field({ name: 'name', label: 'Name', required: true, maxlength: 30, hint: 'One word. One that is there is set.' })}${field(
      {
        ...{ name: 'value', label: 'Value', type: 'number', value: 0 },
      },
    )}<button class="primary" type="submit">Set it</button>`,
  );
  const made = rooms.length === 0 ? html`<p>The bot is in no room yet.</p>` : form;
  const body = html`${head}${botTabs('Counters')}<div class="stack">${list}<section class="panel"><h2>Set a counter</h2>${made}</section></div>`;
  return adminLayout(asked, { title: 'Counters of the bot', section: BOT_PATH, body });
}

function changes(asked: AdminRequest, { room, name, value }: Counter): Html {
  const hidden = html`<input type="hidden" name="room" value="${room}"><input type="hidden" name="name" value="${name}">`;
  const to = (changed: number, label: string) =>
    postForm(
      asked,
      COUNTERS_PATH,
      html`${hidden}<input type="hidden" name="value" value="${changed}"><button class="small" type="submit" aria-label="${`${label}: ${name} in ${room}`}">${label}</button>`,
      '',
    );
  const away = html`${hidden}<button class="small danger" type="submit" aria-label="${`Delete ${name} in ${room}`}">Delete</button>`;
  return html`<div class="buttons">${to(value + 1, '+1')}${to(value - 1, '−1')}${to(0, 'To 0')}${postForm(asked, `${COUNTERS_PATH}/delete`, away, '')}</div>`;
}
