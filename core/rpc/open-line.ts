import type { Log } from '../log.ts';
import { type Address, formatAddress } from './address.ts';
import { ClientConnection, type LineOwner } from './client-connection.ts';
import { dial } from './dial.ts';
import type { Limits } from './limits.ts';
import type { TlsCredentials } from './tls.ts';

export interface LineOptions {
  readonly service: string;
  readonly resolve: () => Address | Promise<Address>;
  readonly tls: TlsCredentials | undefined;
  readonly limits: Limits;
  readonly log: Log;
}

/** A line whose server has answered our hello. Rejects with an Error that says where and why there is none. */
export async function openLine(options: LineOptions, owner: LineOwner): Promise<ClientConnection> {
  const { service, resolve, tls, limits, log } = options;
  let where = '';
  try {
    const address = await resolve();
    where = ` at ${formatAddress(address)}`;
    const line = new ClientConnection(await dial(address, tls, limits.answer), service, owner, limits, log);
    await line.ready;
    return line;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The service ${service} does not answer${where} (${why}).`, { cause: error });
  }
}
