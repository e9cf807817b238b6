import type { Happening, Said } from '../chat-network.ts';

/** A line of Twitch's chat, taken apart. */
export interface ChatLine {
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly nick: string;
  readonly command: string;
  readonly params: readonly string[];
}

/** Badges that say what somebody may do in the channel; the first that a person has is told. */
const RANKS = ['broadcaster', 'moderator', 'vip'] as const;

const MEMBERS = ['subscriber', 'founder', 'vip'];

/**
 * What a PRIVMSG tells (https://dev.twitch.tv/docs/chat/irc/#privmsg-tags). The account is the id of the user, which stays when
 * the name changes. Undefined for what is malformed.
 */
export function saidIn(line: ChatLine): Extract<Happening, { kind: 'said' }> | undefined {
  const { tags, nick, params } = line;
  const [place, raw] = params;
  const { id, 'user-id': account, 'display-name': display } = tags;
  if (!place?.startsWith('#') || raw === undefined) return undefined;
  const [, action] = /^\x01ACTION (.*?)\x01?$/.exec(raw) ?? [];
  const replyTo = tags['reply-parent-msg-id'];
  const text = withoutMention(
    action ?? raw,
    replyTo === undefined ? undefined : tags['reply-parent-user-login'],
  );
  if (text.trim() === '' || nick === '') return undefined;
  const badges = namesOf(tags['badges'] ?? '');
  const badge = RANKS.find(rank => badges.includes(rank));
  const role = tags['mod'] === '1' ? 'moderator' : roleOf(badges);
  // https://dev.twitch.tv/docs/chat/irc/#privmsg-tags: `25:0-4,12-16/1902:6-10` are three.
  const emotes = tags['emotes']?.match(/\d+-\d+/g)?.length;
  return {
    kind: 'said',
    ...{ place: place.toLowerCase(), direct: false, name: display || nick, text },
    ...(account && { account }),
    ...(id && { id }),
    ...(action !== undefined && { action: true }),
    ...(replyTo && { replyTo }),
    ...(badge && { badge }),
    ...(role && { role }),
    ...(emotes && { emotes }),
  };
}

/** Of `broadcaster/1,subscriber/12` the names. */
function namesOf(badges: string): string[] {
  return badges.split(',').map(badge => badge.split('/', 1)[0]!);
}

/** Everybody there has an account: a member is who subscribes, or whom the broadcaster has made one. */
function roleOf(badges: readonly string[]): Said['role'] {
  if (badges.includes('broadcaster') || badges.includes('moderator')) return 'moderator';
  return badges.some(badge => MEMBERS.includes(badge)) ? 'member' : undefined;
}

/** Twitch puts `@login` before what answers somebody. */
function withoutMention(text: string, login: string | undefined): string {
  const start = `@${login} `;
  return login !== undefined && text.toLowerCase().startsWith(start.toLowerCase())
    ? text.slice(start.length)
    : text;
}

/** How many messages of a channel are remembered, for when somebody's are all taken away. */
const REMEMBERED = 200;

/** Who said which message lately, so that it is known what a CLEARCHAT takes away. */
export class RecentMessages {
  readonly #channels = new Map<string, { id: string; user: string }[]>();

  add(place: string, user: string | undefined, id: string | undefined): void {
    if (user === undefined || id === undefined) return;
    const messages = this.#channels.get(place) ?? [];
    messages.push({ id, user });
    if (messages.length > REMEMBERED) messages.shift();
    this.#channels.set(place, messages);
  }

  /** The ids of what somebody said, or all when it is nobody's. */
  of(place: string, user: string | undefined): string[] {
    const messages = this.#channels.get(place) ?? [];
    return messages.filter(one => user === undefined || one.user === user).map(({ id }) => id);
  }
}
