import { type Html, html } from '../../../../core/html/html.ts';
import type { RoomOptions } from '../../../bot/contract.ts';
import type { AdminRequest } from '../admin-page.ts';
import { adminLayout } from './admin-layout.ts';
import { BOT_PATH, botTabs, roomPath } from './bot/bot-tabs.ts';
import { checkbox, field, textArea } from './fields.ts';
import { badge, emptyState, pageHead, postForm } from './parts.ts';
import { table } from './table.ts';

export interface ShownRoom {
  readonly id: string;
  /** The bot is in it now. */
  readonly here: boolean;
  readonly options?: RoomOptions;
}

/** Where the bot is, and how it is set there. */
export function botRoomsView(asked: AdminRequest, rooms: readonly ShownRoom[]): Html {
  const list =
    rooms.length === 0
      ? emptyState({
          title: 'The bot is in no room',
          text: html`Networks and channels are set in <code>croft.config.ts</code>, in the section <code>relay</code>.`,
        })
      : table<ShownRoom>({
          caption: 'Rooms',
          rows: rooms,
          columns: [
            { label: 'Room', as: 'main', cell: ({ id }) => html`<a href="${roomPath(id)}">${id}</a>` },
            { label: 'State', cell: ({ here }) => (here ? badge('there', 'good') : badge('away')) },
            { label: 'Commands', cell: ({ options }) => options?.prefix ?? 'as usual' },
            {
              label: 'Logged',
              cell: ({ options }) => (options?.logged ? `${options.logHours} hours` : 'no'),
            },
            { label: 'Off', cell: ({ options }) => options?.off.join(', ') || 'nothing' },
            { label: 'Moderators', cell: ({ options }) => options?.moderators.join(', ') || 'none' },
          ],
        });
  const lede = 'The rooms that the bot is in, and how it is set in each.';
  const body = html`${pageHead({ title: 'Bot', lede })}${botTabs('Rooms')}${list}`;
  return adminLayout(asked, { title: 'Bot', section: BOT_PATH, body });
}

interface Able {
  readonly prefix: string;
  readonly actions: readonly {
    readonly name: string;
    readonly about: string;
    readonly fixed?: boolean | undefined;
  }[];
}

export interface Wrong {
  readonly prefix?: boolean;
  readonly language?: boolean;
  readonly timeZone?: boolean;
}

/** The form of one room, with what is wrong with what was sent. */
export function botRoomView(asked: AdminRequest, options: RoomOptions, able: Able, wrong: Wrong): Html {
  const problem = wrong.prefix ? 'One to three signs, without letters, digits and spaces.' : undefined;
  const actions = able.actions
    .filter(({ fixed }) => !fixed)
    .map(({ name, about }) =>
      checkbox({
        name: `on-${name}`,
        label: name,
        hint: about,
        checked: !options.off.includes(name),
      }),
    );
  const form = html`<input type="hidden" name="id" value="${options.room}">${field({
    name: 'prefix',
    label: 'Commands begin with',
    value: options.prefix ?? '',
    placeholder: able.prefix,
    maxlength: 3,
    hint: `Empty is ${able.prefix}, as in every room.`,
    problem,
  })}${textArea({
    name: 'moderators',
    label: 'Moderators',
    value: options.moderators.join('\n'),
    rows: 3,
    hint: 'Accounts of the network, one a line. Logged in, they set this room by command; a name alone proves nothing.',
  })}${checkbox({
    name: 'titles',
    label: 'Tell the titles of links',
    hint: 'The page behind a link that somebody posts is fetched, and its title said.',
    checked: options.titles === true,
  })}<fieldset><legend>What it keeps</legend>${checkbox({
    name: 'seen',
    label: 'Keep when somebody spoke last',
    hint: 'For the command seen: the time alone, for 90 days. Turned off, what was kept is deleted.',
    checked: options.seen ?? false,
  })}${checkbox({
    name: 'logged',
    label: 'Keep what is said here',
    hint: 'The room is told when this begins and ends. Everybody finds it at /bot/privacy.',
    checked: options.logged ?? false,
  })}${field({
    name: 'logHours',
    label: 'For how many hours',
    type: 'number',
    value: options.logHours ?? 48,
    hint: 'From 24 to 72; then it is deleted.',
  })}</fieldset><fieldset><legend>Language and time</legend>${field({
    name: 'language',
    label: 'Language of the room',
    value: options.language ?? '',
    placeholder: 'en-GB',
    maxlength: 35,
    hint: 'Of dates, numbers and translations: de, pt-BR. Empty is English.',
    problem: wrong.language ? 'This is no language that I know: de, pt-BR.' : undefined,
  })}${field({
    name: 'timeZone',
    label: 'Time zone of the room',
    value: options.timeZone ?? '',
    placeholder: 'Europe/Berlin',
    maxlength: 60,
    hint: 'In which times are told and read, and reminders are set. Empty is that of the configuration.',
    problem: wrong.timeZone ? 'This is no time zone that I know: Europe/Berlin.' : undefined,
  })}${checkbox({
    name: 'translated',
    label: 'Say again in it what is said in another',
    checked: options.translated ?? false,
  })}</fieldset><fieldset><legend>What it does there</legend>${actions}</fieldset><button class="primary" type="submit">Save</button>`;
  const head = pageHead({
    title: options.room,
    back: { label: 'Bot', path: BOT_PATH },
    actions: html`<a class="button" href="${roomPath(options.room, 'rules')}">Rules</a>`,
  });
  const body = html`${head}${postForm(asked, `${BOT_PATH}/room`, form)}`;
  return adminLayout(asked, { title: options.room, section: BOT_PATH, body });
}
