import { type AppError, toAppError } from '../../core/errors.ts';
import { html } from '../../core/html/html.ts';
import type { CallContext } from '../../core/rpc/contract.ts';
import type { Action } from './actions/action.ts';
import { neededFor } from './actions/who-may.ts';
import type { BotContext } from './context.ts';
import type { Message } from './contract.ts';
import type { Once } from './effects.ts';
import { shorten } from './parse/arguments.ts';
import { MAX_REQUESTS, type Meaning, type Request } from './parse/requests.ts';
import { isModerator, requireAuthority } from './people/authority.ts';
import { certainPerson } from './people/person.ts';
import { askBack } from './questions.ts';
import { joinReplies, type Reply, SILENCE, say } from './reply.ts';
import { askToConfirm } from './store/confirmations.ts';

export type RunContext = Omit<BotContext, 'inbox' | 'overheard'>;

/** What came of a request. */
export interface Outcome {
  readonly reply: Reply;
  /** Nothing was done, so that who asks for the same is no better off by it. */
  readonly failed?: boolean;
  /** What whoever asked may mean, which `yes` does. */
  readonly meanings?: readonly Meaning[];
  /** What was asked for has to be confirmed, which is kept already. */
  readonly confirms?: boolean;
}

interface Given {
  readonly message: Pick<Message, 'room' | 'sender'> & { readonly direct?: boolean };
  readonly call: CallContext;
  readonly once: Once;
  /** Other requests are in the same message, so that it has to be told which one is meant. */
  readonly among: boolean;
}

/** What the bot says to one request. Never throws: what goes wrong is said too. */
export async function runRequest(ctx: RunContext, request: Request, given: Given): Promise<Outcome> {
  const { prefix, actions } = ctx.settings.of(given.message.room);
  if (request.kind === 'action') return runAction(ctx, asAnswer(ctx, request, given), given);
  if (request.kind === 'more')
    return { reply: say(`That was more than ${MAX_REQUESTS} things at once. I left out the rest.`) };
  if (request.kind === 'doubtful')
    return { reply: askBack(prefix, request.meanings), failed: true, meanings: request.meanings };
  const guess = await ctx.guesser?.guess(request.said, actions, given.call.signal);
  if (!guess)
    return {
      ...{ reply: hint(prefix, request, given.among), failed: true },
      ...(request.meant && { meanings: [request.meant] }),
    };
  const { reply, ...rest } = await runAction(ctx, guess, given);
  const taken = say(`I took that as ${prefix}${guess.action.name} ${guess.text}`.trimEnd());
  return { ...rest, reply: joinReplies([taken, reply]) };
}

/** The bare name of an action is an answer to whoever was asked which action they mean. */
function asAnswer(ctx: RunContext, request: Extract<Request, { kind: 'action' }>, { message }: Given) {
  const yes = ctx.actions.find(({ name }) => name === 'yes');
  if (!yes || !ctx.questions.isAnswer(message, request)) return request;
  return { action: yes, text: request.action.name };
}

async function runAction(
  ctx: RunContext,
  { action, text }: { action: Action; text: string },
  { message, call, once }: Given,
): Promise<Outcome> {
  const { prefix, actions, language, timeZone } = ctx.settings.of(message.room);
  const labels = { action: action.name };
  const began = performance.now();
  try {
    const here = { prefix, actions, language, timeZone };
    const doing = { ...ctx.forActions, ...here, message, call, once };
    const goOn = (name: string, text: string) => {
      const confirmed = actions.find(one => one.name === name) ?? action;
      const args = confirmed.parse(text);
      requireNeeds(ctx, confirmed, args, message);
      return Promise.resolve(confirmed.run(args, { ...doing, goOn }));
    };
    const args = action.parse(text);
    requireNeeds(ctx, action, args, message);
    const rests = takeRest(ctx, action, message);
    if (rests) return { reply: rests, failed: true };
    const question = action.confirms?.(args);
    if (question !== undefined) {
      const reply = await ask(ctx, message, { question, prefix, action: action.name, text });
      return { reply, failed: true, confirms: true };
    }
    return { reply: await untilAborted(action.run(args, { ...doing, goOn }), call.signal) };
  } catch (thrown) {
    const error = asSaid(thrown, call.signal);
    ctx.metrics
      .counter('croft_bot_action_errors_total', 'Actions that failed.', { ...labels, code: error.code })
      .add();
    if (error.code === 'internal' || error.code === 'unavailable')
      ctx.log.warn({ err: error.cause ?? error, action: action.name }, 'an action failed');
    return { reply: say(error.message), failed: true };
  } finally {
    const seconds = (performance.now() - began) / 1000;
    ctx.metrics.histogram('croft_bot_action_seconds', 'Time that actions took.', labels).observe(seconds);
  }
}

function requireNeeds(
  ctx: Pick<BotContext, 'settings'>,
  action: Action,
  args: unknown,
  message: Given['message'],
): void {
  const needs = neededFor(action, args);
  if (needs !== undefined) requireAuthority(needs, ctx.settings.of(message.room), message);
}

/** What is said while an action rests in a room: that it does, once; undefined when it does not. */
function takeRest(ctx: RunContext, action: Action, message: Given['message']): Reply | undefined {
  const { name, cooldown, restsItself } = action;
  const { room, direct } = message;
  if (!cooldown || restsItself || direct || isModerator(ctx.settings.of(room), message)) return undefined;
  const rest = ctx.rests.take({ room, action: name, cooldown, message });
  if (!rest) return undefined;
  return rest.told ? SILENCE : say(`One moment: ${name} rests here for ${rest.seconds} s.`);
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
  await askToConfirm(ctx.db, { room: message.room, person, options: [{ action, arguments: text }] });
  return say(`${question} Say ${prefix}yes within two minutes to go on.`);
}

function hint(prefix: string, request: Extract<Request, { kind: 'unknown' }>, among: boolean): Reply {
  const command = prefix + (request.near ?? 'help');
  const said = `“${shorten(request.said)}”`;
  if (!request.near) {
    const what = among ? said : 'that';
    return {
      text: `I do not understand ${what}. ${command} lists what I can do.`,
      html: html`<p>I do not understand ${what}. <code>${command}</code> lists what I can do.</p>`,
    };
  }
  return {
    text: `I do not know ${said}. Did you mean ${command}?`,
    html: html`<p>I do not know ${said}. Did you mean <code>${command}</code>?</p>`,
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
