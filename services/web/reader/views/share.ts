import { randomUUID } from 'node:crypto';
import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { KnownRoom } from '../../../bot/contract.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { postForm } from './forms.ts';

/** What was written in the form, and what is wrong with it. */
export interface ShareForm {
  readonly room: string;
  readonly comment: string;
  readonly problem: string;
}

/**
 * For the owner: the item said by the bot in a room, by default where it last was, or in one of those that it is in. Sent
 * twice it is said once.
 */
export function sharing(
  asked: ReaderRequest,
  id: string,
  { rooms, form }: { readonly rooms: readonly KnownRoom[]; readonly form?: ShareForm | undefined },
): Html {
  const room = attributes({
    id: 'room',
    name: 'room',
    'aria-label': 'Room',
    required: true,
    maxlength: 300,
    placeholder: 'irc/NETWORK/#channel',
    autocomplete: 'off',
    value: form?.room ?? asked.prefs.room,
    'aria-invalid': form && 'true',
    'aria-describedby': form && 'room-problem',
  });
  const fields = html`<div class="form-field"><label for="word">Have the bot say it in a room</label><input${attributes({ id: 'word', name: 'comment', maxlength: 300, placeholder: 'A word to it, if you like', autocomplete: 'off', value: form?.comment })}></div>${
    form ? html`<p class="problem" id="room-problem" role="alert">${form.problem}</p>` : ''
  }<div class="field"><input${room}><button type="submit">Say</button></div>${rooms.length === 0 ? '' : known(rooms)}`;
  return html`<section class="tagging" id="share" aria-label="Share">${postForm(asked, `${itemPath(id)}/share`, { key: randomUUID() }, fields, 'form')}</section>`;
}

/** A button for each room, which needs nothing to be written. */
function known(rooms: readonly KnownRoom[]): Html {
  return html`<p class="rooms">${rooms.map(
    ({ id, name, network }) =>
      html`<button class="small" type="submit" name="room" value="${id}" formnovalidate>${name} <span class="hint">${network}</span></button> `,
  )}</p>`;
}
