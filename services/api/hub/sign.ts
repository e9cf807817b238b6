import { createHmac } from 'node:crypto';

/** The `X-Hub-Signature` of a body (https://www.w3.org/TR/websub/#signing-content). */
export function signContent(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
