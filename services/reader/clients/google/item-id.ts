import { AppError } from '../../../../core/errors.ts';

const PREFIX = 'tag:google.com,2005:reader/item/';

/**
 * The number of an item in any of the forms in which apps write it: long (`tag:google.com,2005:reader/item/` and hexadecimal,
 * padded or not), 16 hexadecimal digits, or a signed 64-bit decimal. Undefined for one that is no item's of ours. Throws
 * `invalid` for what is none of these.
 */
export function readItemId(text: string): number | undefined {
  const hex = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text.length === 16 ? text : undefined;
  if (hex !== undefined && /^[0-9a-f]{1,16}$/i.test(hex)) return ours(BigInt.asIntN(64, BigInt(`0x${hex}`)));
  if (hex === undefined && /^-?\d{1,19}$/.test(text)) return ours(BigInt(text));
  if (hex !== undefined && /^-\d{15}$/.test(hex)) return undefined;
  throw new AppError('invalid', `"${text.slice(0, 60)}" is not the id of an item.`);
}

function ours(id: bigint): number | undefined {
  return id > 0n && id < 10n ** 15n ? Number(id) : undefined;
}

/** The long form of an id of ours. */
export function longItemId(id: string): string {
  return PREFIX + BigInt(id).toString(16).padStart(16, '0');
}
