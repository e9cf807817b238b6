import { type Html, html } from '../../../../../core/html/html.ts';
import type { Command } from '../../../../bot/contract.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { adminLayout } from '../admin-layout.ts';
import { field, select, textArea } from '../fields.ts';
import { confirmFold, emptyState, pageHead, postForm } from '../parts.ts';
import { table } from '../table.ts';
import { BOT_PATH, botTabs, roomChoices } from './bot-tabs.ts';

export const COMMANDS_PATH = `${BOT_PATH}/commands`;

/** A command as its form has it. */
export type CommandFields = Pick<
  Command,
  'room' | 'name' | 'text' | 'cooldown' | 'personCooldown' | 'needs'
> & {
  readonly aliases: string[];
};

export const NEW_COMMAND: CommandFields = {
  ...{ room: '', name: '', text: '', aliases: [], cooldown: 5, personCooldown: 0, needs: 'everyone' },
};

const NEEDS = { everyone: 'everyone', certain: 'whoever is logged in', moderator: 'moderators' } as const;

interface Form {
  readonly fields: CommandFields;
  /** What is wrong with what was sent. */
  readonly problem?: string | undefined;
  /** Ids of the rooms that the bot is in. */
  readonly rooms: readonly string[];
}

/** Every custom command, and the form for a new one. */
export function commandsView(
  asked: AdminRequest,
  commands: readonly Command[],
  prefix: string,
  form: Form,
): Html {
  const list =
    commands.length === 0
      ? emptyState({
          title: 'No custom commands yet',
          text: html`The bot says a text of yours to a word of yours. Moderators of a room add some with <code>${prefix}command add</code>.`,
        })
      : table<Command>({
          caption: 'Custom commands',
          rows: commands,
          columns: [
            {
              label: 'Command',
              as: 'main',
              cell: ({ id, name }) => html`<a href="${`${COMMANDS_PATH}/${id}`}">${prefix}${name}</a>`,
            },
            { label: 'Room', cell: ({ room }) => room || 'every room' },
            { label: 'Says', cell: ({ text }) => text },
            { label: 'For', cell: ({ needs }) => NEEDS[needs] },
            { label: 'Used', as: 'number', cell: ({ uses }) => uses },
          ],
        });
  const head = pageHead({ title: 'Bot', lede: 'What the bot says to words of your own.' });
  const made = formOf(asked, COMMANDS_PATH, form, 'Add it');
  const body = html`${head}${botTabs('Commands')}<div class="stack">${list}<section class="panel"><h2>New command</h2>${made}</section>${variables()}</div>`;
  return adminLayout(asked, { title: 'Commands of the bot', section: BOT_PATH, body });
}

/** One of them, to be changed or deleted. */
export function commandView(asked: AdminRequest, command: Command, prefix: string, form: Form): Html {
  const path = `${COMMANDS_PATH}/${command.id}`;
  const title = prefix + command.name;
  const back = { label: 'Commands', path: COMMANDS_PATH };
  const gone = confirmFold(asked, {
    label: 'Delete',
    question: `${title} is no command any more, and is not counted on.`,
    confirm: 'Delete it',
    action: `${path}/delete`,
  });
  const body = html`${pageHead({ title, back })}<div class="stack">${formOf(asked, path, form, 'Save')}${gone}${variables()}</div>`;
  return adminLayout(asked, { title, section: BOT_PATH, body });
}

function formOf(asked: AdminRequest, action: string, { fields, problem, rooms }: Form, label: string): Html {
  const { room, name, text, aliases, cooldown, personCooldown, needs } = fields;
  const seconds = { type: 'number', hint: 'Seconds; 0 for none.' } as const;
  return postForm(
    asked,
    action,
    html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}${field({
      ...{ name: 'name', label: 'Name', value: name, required: true, maxlength: 30 },
      hint: 'One word, without the prefix.',
    })}${textArea({
      ...{ name: 'text', label: 'What it says', value: text, rows: 3, maxlength: 500, required: true },
      hint: html`With variables, such as <code>$(user)</code>.`,
    })}${field({
      ...{ name: 'aliases', label: 'Other names', value: aliases.join(' ') },
      hint: 'Separated by spaces.',
    })}${select({
      ...{ name: 'room', label: 'Room', value: room },
      choices: [{ value: '', label: 'Every room' }, ...roomChoices(rooms, room)],
    })}${select({
      ...{ name: 'needs', label: 'For', value: needs },
      choices: Object.entries(NEEDS).map(([value, words]) => ({ value, label: words })),
    })}${field({
      ...{ ...seconds, name: 'cooldown', label: 'Rest between two uses in a room', value: cooldown },
    })}${field({
      ...{
        ...seconds,
        name: 'personCooldown',
        label: 'Rest between two uses by one person',
        value: personCooldown,
      },
    })}<button class="primary" type="submit">${label}</button>`,
  );
}

const VARIABLES: readonly (readonly [written: string, about: string])[] = [
  ['$(user)', 'who asks'],
  ['$(touser)', 'the first word after the command, else who asks'],
  [
    '$(args), $(1), $(2:), $(1|friend)',
    'what follows the command: all of it, its first word, from its second on, or a word for none',
  ],
  ['$(count)', 'how often the command was used in the room'],
  ['$(counter deaths), $(counter deaths +1)', 'a counter of the room, counted on first'],
  ['$(room), $(channel)', 'the name of the room, with and without its #'],
  ['$(time Europe/Paris), $(date)', 'the time or the day, here or in a place'],
  ['$(random 1-100)', 'a whole number between two'],
  ['$(choose tea | coffee)', 'one of several things'],
];

function variables(): Html {
  const list = table<(typeof VARIABLES)[number]>({
    caption: 'Variables of a text',
    rows: VARIABLES,
    columns: [
      { label: 'Written', as: 'main', cell: ([written]) => html`<code>${written}</code>` },
      { label: 'Is', cell: ([, about]) => about },
    ],
  });
  return html`<section><h2>Variables</h2>${list}</section>`;
}
