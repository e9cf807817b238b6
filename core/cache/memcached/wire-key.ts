import { hash } from 'node:crypto';

/** A key as a meta command carries it: its name, and ` b` behind the command's arguments when that is base64. */
export interface WireKey {
  readonly name: string;
  readonly flag: '' | ' b';
}

/** memcached's limit on the key as sent, base64 included. */
const LONGEST = 250;
const PLAIN = /^[!-~]{1,250}$/;

/** Any string as a key: plain where the protocol allows it, else base64, and a hash when that is too long. */
export function wireKey(key: string): WireKey {
  if (PLAIN.test(key)) return { name: key, flag: '' };
  if (key !== '' && key.isWellFormed()) {
    const name = Buffer.from(key).toString('base64');
    if (name.length <= LONGEST) return { name, flag: ' b' };
  }
  // The leading byte is no UTF-8, so no other key encodes to the same. UTF-16 keeps broken surrogates apart.
  const digest = hash('sha256', Buffer.from(key, 'utf16le'), 'buffer');
  return { name: Buffer.concat([Buffer.of(0xff), digest]).toString('base64'), flag: ' b' };
}
