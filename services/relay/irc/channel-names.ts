import { foldRoom } from '../bridge/fold.ts';

export function isChannel(target: string): boolean {
  return /^[#&+!]/.test(target);
}

/** A channel as the configuration spells it; entries may have a key after the name. */
export function spelledAs(entries: readonly string[], place: string): string {
  const folded = foldRoom(`irc//${place}`);
  const names = entries.map(entry => entry.split(' ')[0]!);
  return names.find(name => foldRoom(`irc//${name}`) === folded) ?? place;
}
