/** A box of an ISO base media file (ISO/IEC 14496-12, 4.2): where its content stands, without its header. */
export interface Box {
  type: string;
  /** Where the header begins. */
  start: number;
  from: number;
  to: number;
}

/** The boxes between two places, in order, up to the first that does not fit. Any bytes are read safely. */
export function boxes(data: Buffer, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    const small = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    if (small === 1 && at + 16 > to) break;
    const header = small === 1 ? 16 : 8;
    const size = small === 1 ? Number(data.readBigUInt64BE(at + 8)) : small === 0 ? to - at : small;
    if (size < header || at + size > to) break;
    found.push({ type, start: at, from: at + header, to: at + size });
    at += size;
  }
  return found;
}
