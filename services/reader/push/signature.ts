import { createHmac, timingSafeEqual } from 'node:crypto';

const METHODS = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/** Whether `X-Hub-Signature` is right for a body (https://www.w3.org/TR/websub/#signature-validation), in constant time. */
export function isSigned(header: string | undefined, secret: string, body: Uint8Array): boolean {
  const [, method = '', hex = ''] = /^([a-z0-9]+)=([0-9a-f]+)$/i.exec(header?.trim() ?? '') ?? [];
  if (!METHODS.has(method.toLowerCase())) return false;
  const right = createHmac(method.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}
