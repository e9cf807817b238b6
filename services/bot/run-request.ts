import { type AppError, toAppError } from '../../core/errors.ts';
import { html } from '../../core/html/html.ts';
import type { CallContext } from '../../core/rpc/contract.ts';
import type { Action } from './actions/action.ts';
import type { BotContext } from './context.ts';
import type { Message } from './contract.ts';
import type { Once } from './effects.ts';
import { shorten } from './parse/arguments.ts';
import type { Request } from './parse/requests.ts';
import { requireAuthority } from './people/authority.ts';
import { certainPerson } from './people/person.ts';
import { joinReplies, type Reply, say } from './reply.ts';
import { askToConfirm } from './store/confirmations.ts';

/** What the bot says to one request. Never throws: what goes wrong is said too. */
export async function runRequest(
  ctx: Omit<BotContext, 'inbox' | 'overheard'>,
  request: Request,
  message: Pick<Message, 'room' | 'sender'>,
  call: CallContext,
  once: Once,
): Promise<Reply> {
  const { prefix, actions, language } = ctx.settings.of(message.room);
  if (request.kind === 'unknown') {
    const guess = await ctx.guesser?.guess(request.said, actions, call.signal);
    if (!guess) return hint(prefix, request);
    const found = { kind: 'action', action: guess.action, text: guess.text } as const;
    const reply = await runRequest(ctx, found, message, call, once);
    return joinReplies([say(`I took that as ${prefix}${guess.action.name} ${guess.text}`.trimEnd()), reply]);
  }
  const { action } = request;
  const labels = { action: action.name };
  const began = performance.now();
  try {
    const doing = { ...ctx.forActions, prefix, actions, language, message, call, once };
    const goOn = (name: string, text: string) => {
      const confirmed = actions.find(one => one.name === name) ?? action;
      const args = confirmed.parse(text);
      requireNeeds(ctx, confirmed, args, message);
      return Promise.resolve(confirmed.run(args, { ...doing, goOn }));
    };
    const args = action.parse(request.text);
    requireNeeds(ctx, action, args, message);
    const question = action.confirms?.(args);
    if (question !== undefined)
      return await ask(ctx, message, { question, prefix, action: action.name, text: request.text });
    return await untilAborted(action.run(args, { ...doing, goOn }), call.signal);
  } catch (thrown) {
    const error = asSaid(thrown, call.signal);
    ctx.metrics
      .counter('croft_bot_action_errors_total', 'Actions that failed.', { ...labels, code: error.code })
      .add();
    if (error.code === 'internal' || error.code === 'unavailable')
      ctx.log.warn({ err: error.cause ?? error, action: action.name }, 'an action failed');
    return say(error.message);
  } finally {
    const seconds = (performance.now() - began) / 1000;
    ctx.metrics.histogram('croft_bot_action_seconds', 'Time that actions took.', labels).observe(seconds);
  }
}

function requireNeeds(
  ctx: Pick<BotContext, 'settings'>,
  action: Action,
  args: unknown,
  message: Pick<Message, 'room' | 'sender'>,
): void {
  const needs = action.needs?.(args);
  if (needs !== undefined) requireAuthority(needs, ctx.settings.of(message.room), message);
}

/** What is not done at once: the person, who is known beyond doubt, has to say yes first. */
async function ask(
  ctx: Pick<BotContext, 'db'>,
  message: Pick<Message, 'room' | 'sender'>,
  asked: { question: string; prefix: string; action: string; text: string },
): Promise<Reply> {
  const person = certainPerson(message);
  if (person === undefined) throw new Error(`${asked.action} has to be confirmed, and needs nobody certain.`);
  const { question, prefix, action, text } = asked;
  await askToConfirm(ctx.db, { room: message.room, person, action, arguments: text });
  return say(`${question} Say ${prefix}yes within two minutes to go on.`);
}

function hint(prefix: string, request: Extract<Request, { kind: 'unknown' }>): Reply {
  const command = prefix + (request.near ?? 'help');
  const said = shorten(request.said);
  if (!request.near)
    return {
      text: `I do not understand that. ${command} lists what I can do.`,
      html: html`<p>I do not understand that. <code>${command}</code> lists what I can do.</p>`,
    };
  return {
    text: `I do not know “${said}”. Did you mean ${command}?`,
    html: html`<p>I do not know “${said}”. Did you mean <code>${command}</code>?</p>`,
  };
}

function asSaid(
  thrown: unknown,
  signal: AbortSignal | undefined,
): Pick<AppError, 'code' | 'message' | 'cause'> {
  if (signal?.aborted) return { code: 'deadline', message: 'That took too long.', cause: thrown };
  return toAppError(thrown);
}

/** Stops waiting for an action that does not heed its signal. */
async function untilAborted<T>(work: Promise<T> | T, signal: AbortSignal | undefined): Promise<T> {
  if (!signal || !(work instanceof Promise)) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
