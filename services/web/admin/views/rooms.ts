import { type Html, html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import type { ModerationEntry, Room, RoomSettings, Sanction } from '../../../chat/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';
import { checkbox, field, select, textArea } from './fields.ts';
import { badge, confirmFold, emptyState, pageHead, postForm } from './parts.ts';
import { table } from './table.ts';

export const ROOMS_PATH = '/admin/rooms';

type Form = Record<string, string | undefined>;

/** All rooms, and for the owner the form for a new one. */
export function roomsAdminView(
  asked: AdminRequest,
  rooms: readonly Room[],
  form: Form,
  problem?: string,
): Html {
  const list =
    rooms.length === 0
      ? emptyState({
          title: 'No rooms yet',
          text: html`A room is a place at <a href="/rooms">/rooms</a> where visitors and people with an account talk, and the bot listens.`,
        })
      : table({
          caption: 'Rooms',
          rows: rooms,
          columns: [
            {
              label: 'Room',
              as: 'main',
              cell: ({ name, title }) => html`<a href="${`${ROOMS_PATH}/${name}`}">${title}</a>`,
            },
            { label: 'Address', cell: ({ name }) => html`<a href="${`/rooms/${name}`}">/rooms/${name}</a>` },
            {
              label: 'Who writes',
              cell: ({ readers, writers }) =>
                writers === 'members' || readers === 'members' ? 'People with an account' : 'Everyone',
            },
            { label: 'Messages', as: 'number', cell: ({ lastNumber }) => lastNumber },
          ],
        });
  const name = field({
    label: 'Name in the address',
    name: 'name',
    value: form['name'],
    required: true,
    maxlength: 40,
    placeholder: 'living-room',
    hint: 'Small letters, digits and hyphens. It stays as it is.',
    problem,
  });
  const fields = html`${name}${settingsFields({ bot: true, previews: true, ...(form['title'] && { title: form['title'] }) })}`;
  const make = html`<section class="panel"><h2>New room</h2>${postForm(asked, ROOMS_PATH, html`${fields}<p><button class="primary" type="submit">Open the room</button></p>`)}</section>`;
  const body = html`${pageHead({ title: 'Rooms', lede: 'Where visitors talk, with one another and with the bot.' })}<div class="stack">${list}${may(asked.principal, 'admin') ? make : ''}</div>`;
  return adminLayout(asked, { title: 'Rooms', section: ROOMS_PATH, body });
}

/** One room: what the owner decides about it, and who is silenced there. */
export function roomSettingsView(
  asked: AdminRequest,
  shown: {
    name: string;
    settings: RoomSettings;
    sanctions: readonly Sanction[];
    moderation: readonly ModerationEntry[];
    problem: string | undefined;
  },
): Html {
  const { name, settings, sanctions, moderation, problem } = shown;
  const path = `${ROOMS_PATH}/${name}`;
  const owner = may(asked.principal, 'admin');
  const head = pageHead({
    title: settings.title,
    lede: html`<a href="${`/rooms/${name}`}">/rooms/${name}</a>`,
    back: { label: 'Rooms', path: ROOMS_PATH },
    ...(owner && { actions: html`<a class="button" href="${`${path}/export`}" download>Export as JSON</a>` }),
  });
  const change = html`<section class="panel"><h2>Settings</h2>${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}${postForm(asked, path, html`${settingsFields(settings)}<p><button class="primary" type="submit">Save</button></p>`)}</section>`;
  const remove = confirmFold(asked, {
    label: 'Delete',
    question: 'Everything that was said in it is deleted too.',
    confirm: 'Delete this room',
    action: `${path}/delete`,
  });
  const body = html`${head}<div class="stack">${owner ? change : ''}${sanctionList(asked, path, sanctions)}${moderationList(name, moderation)}${owner ? remove : ''}</div>`;
  return adminLayout(asked, { title: settings.title, section: ROOMS_PATH, body });
}

function settingsFields(settings: Partial<RoomSettings>): Html {
  return html`${field({ label: 'Title', name: 'title', value: settings.title, required: true, maxlength: 100 })}
${field({ label: 'Topic', name: 'topic', value: settings.topic, maxlength: 500, hint: 'One line under the title.' })}
${select({
  label: 'Who may read',
  name: 'readers',
  value: settings.readers ?? 'everyone',
  choices: [
    { value: 'everyone', label: 'Everyone' },
    { value: 'members', label: 'People with an account' },
  ],
})}
${select({
  label: 'Who may write',
  name: 'writers',
  value: settings.writers ?? 'everyone',
  choices: [
    { value: 'everyone', label: 'Everyone, with a name' },
    { value: 'members', label: 'People with an account' },
  ],
})}
${field({ label: 'Slow mode', name: 'slowSeconds', type: 'number', value: settings.slowSeconds ?? 0, hint: 'Seconds between two messages of one person; 0 for none.' })}
${field({ label: 'Keep messages', name: 'keepDays', type: 'number', value: settings.keepDays, hint: 'Days; for ever when empty.' })}
${textArea({ label: 'Words that are not taken', name: 'filters', value: settings.filters?.join('\n'), hint: 'One on a line, in any spelling that looks like it.' })}
${checkbox({ label: 'The bot listens here', name: 'bot', checked: settings.bot ?? false })}
${checkbox({ label: 'Show what links lead to, with a picture', name: 'previews', checked: settings.previews ?? false })}`;
}

function sanctionList(asked: AdminRequest, path: string, sanctions: readonly Sanction[]): Html {
  if (sanctions.length === 0)
    return html`<section><h2>Muted and blocked</h2><p class="quiet">Nobody.</p></section>`;
  const list = table({
    caption: 'Muted and blocked',
    rows: sanctions,
    columns: [
      { label: 'Who', as: 'main', cell: ({ person }) => person.name },
      { label: 'What', cell: ({ kind }) => badge(kind === 'block' ? 'Blocked' : 'Muted', 'bad') },
      { label: 'By', cell: ({ by }) => by },
      {
        label: 'Until',
        as: 'nowrap',
        cell: ({ until }) => (until ? until.slice(0, 16).replace('T', ' ') : 'for good'),
      },
      {
        label: '',
        cell: ({ person, kind }) =>
          postForm(
            asked,
            `${path}/lift`,
            html`<input type="hidden" name="person" value="${person.id}"><input type="hidden" name="kind" value="${kind}"><button class="small" type="submit">Lift</button>`,
            '',
          ),
      },
    ],
  });
  return html`<section><h2>Muted and blocked</h2>${list}</section>`;
}

const DEEDS: Readonly<Record<ModerationEntry['action'], string>> = {
  mute: 'Muted',
  unmute: 'Unmuted',
  block: 'Blocked',
  unblock: 'Unblocked',
  delete: 'Deleted a message of',
  pin: 'Pinned',
  unpin: 'Unpinned',
  slow: 'Slow mode',
  writers: 'Who may write',
};

/** What was done in the room, the newest first. */
function moderationList(room: string, entries: readonly ModerationEntry[]): Html {
  if (entries.length === 0)
    return html`<section><h2>What moderators did</h2><p class="quiet">Nothing yet.</p></section>`;
  const list = table({
    caption: 'What moderators did',
    rows: entries,
    columns: [
      {
        label: 'What',
        as: 'main',
        cell: ({ action, person, detail, number }) =>
          html`${DEEDS[action]}${person ? html` <b>${person}</b>` : ''}${number === undefined ? '' : html` <a href="${`/rooms/${room}?before=${number + 1}#m${number}`}">message ${number}</a>`}${detail ? html`: ${detail}` : ''}`,
      },
      { label: 'By', cell: ({ by }) => by },
      { label: 'When', as: 'nowrap', cell: ({ at }) => at.slice(0, 16).replace('T', ' ') },
    ],
  });
  return html`<section><h2>What moderators did</h2>${list}</section>`;
}
