import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A new secret: 256 bits as text. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** The headers by which a receiver knows who sent a message and that it is not an old one (https://www.standardwebhooks.com). */
export function signedHeaders(
  secret: string,
  message: string,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${message}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': message,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
