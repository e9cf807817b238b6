import { toAppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { NetworkStatus } from '../../relay/contract.ts';
import type { BotContext } from '../context.ts';

/** Milliseconds for the relay to say how its networks do. */
const PATIENCE = 2_000;

/** The networks that the relay is on; none while it does not answer. */
export async function listNetworks(
  { relay, log }: Pick<BotContext, 'relay' | 'log'>,
  call: CallContext = {},
): Promise<readonly NetworkStatus[]> {
  try {
    return (await relay.listNetworks({}, { ...call, deadline: Date.now() + PATIENCE })).networks;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'unavailable' && error.code !== 'deadline') throw thrown;
    log.debug({ err: error }, 'The networks of the relay are not known.');
    return [];
  }
}
