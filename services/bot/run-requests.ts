import type { CallContext } from '../../core/rpc/contract.ts';
import type { Message } from './contract.ts';
import type { Once } from './effects.ts';
import type { Request } from './parse/requests.ts';
import { personOf } from './people/person.ts';
import type { Reply } from './reply.ts';
import { type Outcome, type RunContext, runRequest } from './run-request.ts';
import { askToConfirm } from './store/confirmations.ts';

interface Given {
  readonly message: Pick<Message, 'room' | 'sender'> & { readonly direct?: boolean };
  readonly call: CallContext;
  /** For the request at a place. */
  onceAt(place: number): Once;
}

/** Does what one message asks for. Gives what is said to each thing, in its order, and whether all of it was done. */
export async function runRequests(
  ctx: RunContext,
  requests: readonly Request[],
  { message, call, onceAt }: Given,
): Promise<{ replies: Reply[]; done: boolean }> {
  const among = requests.length > 1;
  const outcomes = await Promise.all(
    requests.map((request, place) => runRequest(ctx, request, { message, call, once: onceAt(place), among })),
  );
  await keepQuestion(ctx, outcomes, message);
  return { replies: outcomes.map(({ reply }) => reply), done: outcomes.every(({ failed }) => !failed) };
}

/** What `yes` is the answer to: what has to be confirmed, else the first that was asked. */
async function keepQuestion(
  ctx: RunContext,
  outcomes: readonly Outcome[],
  message: Given['message'],
): Promise<void> {
  if (outcomes.some(({ confirms }) => confirms)) return;
  const meanings = outcomes.find(outcome => outcome.meanings)?.meanings;
  const [first, ...others] = (meanings ?? []).map(({ action, text }) => ({
    action: action.name,
    arguments: text,
  }));
  if (!meanings || !first) return;
  try {
    await askToConfirm(ctx.db, {
      room: message.room,
      person: personOf(message),
      options: [first, ...others],
    });
    ctx.questions.note(message, meanings);
  } catch (err) {
    // It can be asked for in full.
    ctx.log.debug({ err }, 'a question was not kept');
  }
}
