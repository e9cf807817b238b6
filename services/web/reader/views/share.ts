import { randomUUID } from 'node:crypto';
import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { postForm } from './forms.ts';

/** What was written in the form, and what is wrong with it. */
export interface ShareForm {
  readonly room: string;
  readonly comment: string;
  readonly problem: string;
}

/** For the owner: the item said by the bot in a room, by default where it last was. Sent twice it is said once. */
export function sharing(asked: ReaderRequest, id: string, form?: ShareForm): Html {
  const room = attributes({
    id: 'room',
    name: 'room',
    required: true,
    maxlength: 300,
    placeholder: 'irc/NETWORK/#channel',
    autocomplete: 'off',
    value: form?.room ?? asked.prefs.room,
    'aria-invalid': form && 'true',
    'aria-describedby': form && 'room-problem',
  });
  const fields = html`<div class="form-field"><label for="room">Have the bot say it in a room</label>${
    form ? html`<p class="problem" id="room-problem" role="alert">${form.problem}</p>` : ''
  }<input${room}></div><div class="field"><input name="comment" maxlength="300" aria-label="A word to it" placeholder="A word to it, if you like" autocomplete="off" value="${form?.comment ?? ''}"><button type="submit">Say</button></div>`;
  return html`<section class="tagging" aria-label="Share">${postForm(asked, `${itemPath(id)}/share`, { key: randomUUID() }, fields, 'form')}</section>`;
}
