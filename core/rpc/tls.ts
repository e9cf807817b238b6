import type { ConnectionOptions, TlsOptions } from 'node:tls';

/** PEM texts. Each side shows its own certificate and accepts only certificates of the same authority. */
export interface TlsCredentials {
  /** The authority that signed both sides' certificates. */
  readonly ca: string | Buffer;
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Mutual TLS 1.3 (RFC 8446), the serving side: a client without a certificate of our authority is refused. */
export function serverTlsOptions(tls: TlsCredentials, handshakeTimeout: number): TlsOptions {
  return {
    ...pick(tls),
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    handshakeTimeout,
  };
}

/** Mutual TLS 1.3, the calling side: the server's certificate must be of our authority and name `host`. */
export function clientTlsOptions(tls: TlsCredentials, host: string, port: number): ConnectionOptions {
  return { ...pick(tls), host, port, rejectUnauthorized: true, minVersion: 'TLSv1.3' };
}

function pick({ ca, cert, key }: TlsCredentials): Pick<TlsCredentials, 'ca' | 'cert' | 'key'> {
  return { ca, cert, key };
}
