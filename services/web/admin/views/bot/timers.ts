import { type Html, html } from '../../../../../core/html/html.ts';
import type { Timer } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { checkbox, field, select, textArea } from '../fields.ts';
import { badge, confirmFold, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { BOT_PATH, botTabs, roomChoices } from './bot-tabs.ts';

export const TIMERS_PATH = `${BOT_PATH}/timers`;

export type TimerFields = Pick<Timer, 'room' | 'text' | 'minutes' | 'minLines' | 'active'>;

export const NEW_TIMER: TimerFields = { room: '', text: '', minutes: 30, minLines: 5, active: true };

interface Form {
  readonly fields: TimerFields;
  readonly problem?: string | undefined;
  /** Ids of the rooms that it may be for; of a timer that is there none, since it stays where it is. */
  readonly rooms?: readonly string[];
}

/** Every timer, and the form for a new one. */
export function timersView(asked: AdminRequest, timers: readonly Timer[], form: Form): Html {
  const list =
    timers.length === 0
      ? emptyState({
          title: 'No timers yet',
          text: 'A timer says a text in a room each so many minutes, when people have talked there since.',
        })
      : table<Timer>({
          caption: 'Timers',
          rows: timers,
          columns: [
            {
              label: 'Says',
              as: 'main',
              cell: ({ id, text }) => html`<a href="${`${TIMERS_PATH}/${id}`}">${text}</a>`,
            },
            { label: 'Room', cell: ({ room }) => room },
            { label: 'State', cell: ({ active }) => (active ? badge('on', 'good') : badge('off')) },
            { label: 'Each', as: 'nowrap', cell: ({ minutes }) => `${minutes} min` },
            { label: 'Lines since', as: 'nowrap', cell: ({ lines, minLines }) => `${lines} of ${minLines}` },
          ],
        });
  const head = pageHead({ title: 'Bot', lede: 'What the bot says again and again.' });
  const made =
    form.rooms?.length === 0
      ? html`<p>The bot is in no room that it could speak in.</p>`
      : formOf(asked, TIMERS_PATH, form, 'Add it');
  const body = html`${head}${botTabs('Timers')}<div class="stack">${list}<section class="panel"><h2>New timer</h2>${made}</section></div>`;
  return adminLayout(asked, { title: 'Timers of the bot', section: BOT_PATH, body });
}

/** One of them, to be changed or deleted. */
export function timerView(asked: AdminRequest, timer: Timer, form: Form): Html {
  const path = `${TIMERS_PATH}/${timer.id}`;
  const head = pageHead({ title: `Timer in ${timer.room}`, back: { label: 'Timers', path: TIMERS_PATH } });
  const gone = confirmFold(asked, {
    ...{
      label: 'Delete',
      question: 'It is not said any more.',
      confirm: 'Delete it',
      action: `${path}/delete`,
    },
  });
  const body = html`${head}<div class="stack">${formOf(asked, path, form, 'Save')}${gone}</div>`;
  return adminLayout(asked, { title: 'Timer of the bot', section: BOT_PATH, body });
}

function formOf(asked: AdminRequest, action: string, { fields, problem, rooms }: Form, label: string): Html {
  const { room, text, minutes, minLines, active } = fields;
  return postForm(
    asked,
    action,
    html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}${
      rooms === undefined
        ? ''
        : select({ name: 'room', label: 'Room', value: room, choices: roomChoices(rooms, room) })
    }${textArea({
      ...{ name: 'text', label: 'What it says', value: text, rows: 3, maxlength: 500, required: true },
      hint: html`Variables that are nobody’s do here, such as <code>$(choose one | another)</code>.`,
    })}${field({ name: 'minutes', label: 'Minutes between two times', type: 'number', value: minutes, required: true })}${field(
      {
        ...{
          name: 'minLines',
          label: 'Lines that people must have said since',
          type: 'number',
          value: minLines,
        },
        hint: 'So that it does not talk to itself; 0 for none.',
      },
    )}${rooms === undefined ? checkbox({ name: 'active', label: 'It is on', checked: active }) : ''}<button class="primary" type="submit">${label}</button>`,
  );
}
