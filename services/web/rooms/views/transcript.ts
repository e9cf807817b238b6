import { type Html, html } from '../../../../core/html/html.ts';
import type { ChatMessage } from '../../../chat/contract.ts';
import { formatDate } from '../../views/format.ts';
import type { Addresses } from './address.ts';
import { messageView } from './message.ts';

/** Milliseconds within which what one person says goes on under one name; the script has the same (`browser/room-layout.ts`). */
const GOES_ON = 5 * 60_000;

export interface Transcript {
  readonly room: string;
  /** Oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly language: string;
  /** Id of who looks. */
  readonly me: number | undefined;
  /** Up to where they have read, when a line is to be drawn there. */
  readonly read: number | undefined;
  readonly addresses: Addresses;
  /** They stand together as a search found them, not as they were said. */
  readonly found: boolean;
}

/** The messages of a room, with a line where a new day begins and where the first new one stands. */
export function transcriptView({ messages, language, read, found, ...place }: Transcript): Html[] {
  let before: ChatMessage | undefined;
  let drawn = read === undefined;
  return messages.map(message => {
    const day = message.createdAt.slice(0, 10);
    const isDay = before?.createdAt.slice(0, 10) !== day;
    const isNew = !drawn && message.number > read! && message.person !== place.me;
    drawn ||= isNew;
    const on = !found && !isDay && !isNew && goesOn(message, before);
    before = message;
    const dayLine = html`<li class="day"><time datetime="${day}">${formatDate(message.createdAt, language, 'long')}</time></li>\n`;
    const newLine = html`<li class="new-line" id="new-line"><span>New</span></li>\n`;
    return html`${isDay ? dayLine : ''}${isNew ? newLine : ''}${messageView(message, { ...place, goesOn: on })}\n`;
  });
}

function goesOn(message: ChatMessage, before: ChatMessage | undefined): boolean {
  if (message.person === undefined || message.person !== before?.person) return false;
  if (message.deleted || before.deleted || message.reply || message.action || before.action) return false;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) < GOES_ON;
}
