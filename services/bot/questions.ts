import { BoundedMap } from '../../core/bounded-map.ts';
import { html } from '../../core/html/html.ts';
import type { Message } from './contract.ts';
import type { Meaning, Request } from './parse/requests.ts';
import { personOf } from './people/person.ts';
import type { Reply } from './reply.ts';

/** Rooms and people that are remembered as asked. */
const MOST = 2_000;

/** Milliseconds, as long as an answer is waited for. */
const OPEN = 2 * 60_000;

type Said = Pick<Message, 'room' | 'sender'>;

/**
 * Who was asked which of several actions they mean, so that the bare name of one is an answer. It is a hint and no more: what was
 * asked is in the database, and a number does without it.
 */
export class OpenQuestions {
  readonly #asked = new BoundedMap<string, { readonly names: readonly string[]; readonly until: number }>(
    MOST,
  );

  note(message: Said, meanings: readonly Meaning[], now = performance.now()): void {
    if (meanings.length < 2) return;
    this.#asked.set(keyOf(message), { names: meanings.map(({ action }) => action.name), until: now + OPEN });
  }

  /** Whether a request is the answer to what its sender was asked. */
  isAnswer(message: Said, request: Request, now = performance.now()): boolean {
    if (request.kind !== 'action' || request.text !== '') return false;
    const asked = this.#asked.get(keyOf(message));
    if (!asked?.names.includes(request.action.name)) return false;
    this.#asked.delete(keyOf(message));
    return now < asked.until;
  }
}

function keyOf(message: Said): string {
  return `${message.room}\n${personOf(message)}`;
}

/** Asks what somebody means. */
export function askBack(prefix: string, meanings: readonly Meaning[]): Reply {
  const [first] = meanings;
  if (meanings.length === 1)
    return {
      text: `Did you mean: ${first!.said}? Say ${prefix}yes if so.`,
      html: html`<p>Did you mean: ${first!.said}? Say <code>${prefix}yes</code> if so.</p>`,
    };
  const choices = meanings.map(({ said }, index) => `${index + 1}. ${said}`);
  return {
    text: `Which do you mean: ${choices.join(', or ')}? Say ${prefix}yes 1, or its name.`,
    html: html`<p>Which do you mean? Say <code>${prefix}yes 1</code>, or its name.</p><ol>${meanings.map(
      ({ said }) => html`<li>${said}</li>`,
    )}</ol>`,
  };
}
