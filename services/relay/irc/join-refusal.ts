import type { IrcEvent } from 'irc-framework/src/client.js';

/** Errors of irc-framework that say a JOIN was refused. */
const ERRORS = new Set([
  'too_many_channels',
  'channel_is_full',
  'invite_only_channel',
  'banned_from_channel',
  'bad_channel_key',
]);

/** Numerics that it has no event for (RFC 2812, section 5.2, and later additions). */
const NUMERICS = new Set(['403', '407', '437', '476', '477', '480', '489', '520']);

/** The channel that an `irc error` or an `unknown command` says we may not join. */
export function refusedChannel({ error, channel, command, params }: IrcEvent): string | undefined {
  if (error !== undefined) return ERRORS.has(error) ? channel : undefined;
  return command !== undefined && NUMERICS.has(command) ? params?.[1] : undefined;
}
