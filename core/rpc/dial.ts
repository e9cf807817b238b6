import { connect, type OnReadOpts, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { AppError } from '../errors.ts';
import type { Address } from './address.ts';
import { clientTlsOptions, type TlsCredentials } from './tls.ts';

/** What one read may take. Every read goes to the same buffer, which spares an allocation each. */
const READ_BUFFER = 128 * 1024;

export interface Dialled {
  readonly socket: Socket;
  /** Sets who is given what arrives; the buffer is used again afterwards. Nothing arrives before we say hello. */
  onData(take: (data: Buffer) => void): void;
}

/** Opens a socket to an address whose data is handed out of one buffer. Rejects as `dialAddress`. */
export async function dial(
  address: Address,
  credentials: TlsCredentials | undefined,
  timeout: number,
): Promise<Dialled> {
  let take: ((data: Buffer) => void) | undefined;
  const onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(READ_BUFFER),
    callback(bytes, buffer) {
      take?.((buffer as Buffer).subarray(0, bytes));
      return true;
    },
  };
  const socket = await dialAddress(address, credentials, timeout, onread);
  return { socket, onData: taker => (take = taker) };
}

/** Opens a socket to an address. Rejects with what the system says, or AppError `invalid` without TLS credentials. */
export function dialAddress(
  address: Address,
  credentials: TlsCredentials | undefined,
  timeout: number,
  onread?: OnReadOpts,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (address.kind === 'tls' && !credentials) {
      reject(new AppError('invalid', 'A tls address needs ca, cert and key.'));
      return;
    }
    const socket = open(address, credentials, onread && { onread });
    const timer = setTimeout(() => socket.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    const settle = () => {
      clearTimeout(timer);
      socket.removeListener('error', failed);
    };
    const failed = (error: Error) => {
      settle();
      reject(error);
    };
    socket.once('error', failed);
    socket.once(address.kind === 'tls' ? 'secureConnect' : 'connect', () => {
      settle();
      resolve(socket);
    });
  });
}

function open(
  address: Address,
  credentials: TlsCredentials | undefined,
  more: { onread: OnReadOpts } | undefined,
): Socket {
  if (address.kind === 'unix') return connect({ path: address.path, ...more });
  if (address.kind === 'tcp') return connect({ host: address.host, port: address.port, ...more });
  const options = clientTlsOptions(credentials!, address.host, address.port);
  return tls.connect({ ...options, ...more } as tls.ConnectionOptions);
}
