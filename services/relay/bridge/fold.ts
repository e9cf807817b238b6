const FOLDS: Readonly<Record<string, string>> = { '[': '{', ']': '}', '\\': '|', '~': '^' };

/** A room's id for comparing: IRC and Twitch do not tell capital letters from small ones (RFC 2812, section 2.2). */
export function foldRoom(room: string): string {
  if (!/^(?:irc|twitch)\//.test(room)) return room;
  return room.toLowerCase().replace(/[[\]\\~]/g, sign => FOLDS[sign]!);
}
