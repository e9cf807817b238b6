import { type AppError, toAppError } from '../../core/errors.ts';
import { html } from '../../core/html/html.ts';
import type { CallContext } from '../../core/rpc/contract.ts';
import type { BotContext } from './context.ts';
import type { Message } from './contract.ts';
import type { Once } from './effects.ts';
import { shorten } from './parse/arguments.ts';
import type { Request } from './parse/requests.ts';
import { type Reply, say } from './reply.ts';

/** What the bot says to one request. Never throws: what goes wrong is said too. */
export async function runRequest(
  ctx: Omit<BotContext, 'inbox' | 'overheard'>,
  request: Request,
  message: Pick<Message, 'room' | 'sender'>,
  call: CallContext,
  once: Once,
): Promise<Reply> {
  const { prefix, actions } = ctx.settings.of(message.room);
  if (request.kind === 'unknown') return hint(prefix, request);
  const { action } = request;
  const labels = { action: action.name };
  const began = performance.now();
  try {
    const args = action.parse(request.text);
    return await untilAborted(
      action.run(args, { ...ctx.forActions, prefix, actions, message, call, once }),
      call.signal,
    );
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
