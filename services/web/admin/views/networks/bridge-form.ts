import { type Html, html } from '../../../../../core/html/html.ts';
import type { AdminRequest } from '../../admin-page.ts';
import { checkbox, field, textArea } from '../fields.ts';
import { postForm } from '../parts.ts';
import { NETWORKS_PATH } from './paths.ts';

/** The fields of a bridge as they stand in the form. */
export interface BridgeForm {
  readonly name: string;
  readonly rooms: string;
  readonly sender: string;
  readonly ignore: string;
  readonly ignorePrefixes: string;
  readonly colours: boolean;
  readonly styles: boolean;
  readonly paused: boolean;
}

export const NEW_BRIDGE: BridgeForm = {
  name: '',
  rooms: '',
  sender: '{name}',
  ignore: '',
  ignorePrefixes: '',
  colours: false,
  styles: false,
  paused: false,
};

/** The form of a new bridge, or of one that is there, whose name stays. */
export function bridgeForm(
  asked: AdminRequest,
  { form, problem, isNew }: { form: BridgeForm; problem: string | undefined; isNew: boolean },
): Html {
  const name = isNew
    ? field({
        label: 'Name',
        name: 'name',
        value: form.name,
        required: true,
        maxlength: 40,
        placeholder: 'home',
        hint: 'Small letters, digits and hyphens.',
      })
    : html`<input type="hidden" name="name" value="${form.name}">`;
  const rooms = textArea({
    label: 'Rooms',
    name: 'rooms',
    value: form.rooms,
    rows: 4,
    required: true,
    hint: html`One a line: <code>chat/NAME</code>, <code>irc/NETWORK/#channel</code>, <code>twitch/NETWORK/#channel</code>, <code>matrix/NETWORK/#room:server</code>. After it, <code>from</code> for one that only speaks, <code>to</code> for one that only hears.`,
    problem,
  });
  const sender = field({
    label: 'Senders are shown as',
    name: 'sender',
    value: form.sender,
    required: true,
    maxlength: 60,
    hint: html`<code>{name}</code> is who said it, <code>{network}</code> where.`,
  });
  const ignore = textArea({
    label: 'Ignored',
    name: 'ignore',
    value: form.ignore,
    rows: 2,
    hint: 'Names of whom nothing is carried, one a line: other bots and bridges.',
  });
  const prefixes = field({
    label: 'Not carried when it begins with',
    name: 'ignorePrefixes',
    value: form.ignorePrefixes,
    hint: 'Signs of commands, with spaces between: ! .',
  });
  const boxes = html`${checkbox({ label: 'Senders have colours on IRC', name: 'colours', checked: form.colours })}${checkbox({ label: 'Colours and styles go from IRC to IRC', name: 'styles', checked: form.styles })}${checkbox({ label: 'Paused', name: 'paused', checked: form.paused })}`;
  const button = html`<p><button class="primary" type="submit">${isNew ? 'Join them' : 'Save'}</button></p>`;
  return postForm(
    asked,
    `${NETWORKS_PATH}/bridges`,
    html`${name}${rooms}${sender}${ignore}${prefixes}${boxes}${button}`,
  );
}
