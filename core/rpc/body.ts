import { type Message, protocolError } from './wire.ts';

/**
 * A message as bytes of its own, for what is too large or too binary for a batch:
 * `u32 length, JSON [message, [[path, bytes], ...]]`, then the binary parts one after the other.
 * A path leads from the message to the place where its Uint8Array was.
 */
type Part = [path: (string | number)[], bytes: number];

/** The body's buffers in order. The Uint8Arrays are sent as they are, so they must not change until they went out. */
export function encodeBody(message: Message): Buffer[] {
  const found: { path: (string | number)[]; bytes: Uint8Array }[] = [];
  const detached = detach(message, [], found);
  const parts: Part[] = found.map(({ path, bytes }) => [path, bytes.byteLength]);
  const json = Buffer.from(`0000${JSON.stringify([detached, parts])}`);
  json.writeUInt32BE(json.length - 4, 0);
  return [json, ...found.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))];
}

export function bodySize(body: readonly Buffer[]): number {
  return body.reduce((sum, { length }) => sum + length, 0);
}

/** The body of a message already encoded, without binary parts. */
export function bodyOfText(text: string): Buffer[] {
  const json = Buffer.from(`0000[${text},[]]`);
  json.writeUInt32BE(json.length - 4, 0);
  return [json];
}

/** The message in a body. Throws an AppError with reason `protocol`. */
export function decodeBody(body: Buffer): Message {
  const length = body.length < 4 ? Number.POSITIVE_INFINITY : body.readUInt32BE(0);
  if (length > body.length - 4) throw protocolError('A large message was cut short.');
  const [message, parts] = parse(body.toString('utf8', 4, 4 + length));
  let at = 4 + length;
  for (const [path, bytes] of parts) {
    if (!(bytes >= 0 && at + bytes <= body.length))
      throw protocolError('A binary part lies outside its message.');
    attach(message, path, body.subarray(at, at + bytes));
    at += bytes;
  }
  return message;
}

/** A copy of `value` with null where a Uint8Array was; parts without any are shared with the original. */
function detach(
  value: unknown,
  path: (string | number)[],
  found: { path: (string | number)[]; bytes: Uint8Array }[],
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) {
    found.push({ path, bytes: value });
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => detach(item, [...path, index], found));
  if ('toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, detach(item, [...path, key], found)]),
  );
}

function attach(message: unknown[], path: (string | number)[], bytes: Buffer): void {
  let target = message as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) target = own(target, key)[key] as typeof target;
  const last = path.at(-1)!;
  own(target, last)[last] = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function own(target: unknown, key: string | number | undefined): Record<string | number, unknown> {
  if (typeof target !== 'object' || target === null || key === undefined || !Object.hasOwn(target, key))
    throw protocolError('A binary part had no place in its message.');
  return target as Record<string | number, unknown>;
}

function parse(text: string): [unknown[], Part[]] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw protocolError('A large message was not JSON.');
  }
  const [message, parts] = Array.isArray(read) ? read : [];
  const sound =
    Array.isArray(message) &&
    Array.isArray(parts) &&
    parts.every(part => Array.isArray(part) && Array.isArray(part[0]) && Number.isSafeInteger(part[1]));
  if (!sound) throw protocolError('A large message was not made as our protocol says.');
  return [message, parts as Part[]];
}
