import { AppError, toAppError } from '../../../core/errors.ts';
import type { Stream } from '../contract.ts';
import type { Helix } from './helix.ts';

/** What a channel shows, or showed last; `id` is the broadcaster's, when it is known. Throws `unavailable`. */
export async function streamOf(helix: Helix, place: string, id: string | undefined): Promise<Stream> {
  const login = place.replace('#', '');
  const url = `https://www.twitch.tv/${login}`;
  try {
    const broadcaster = id ?? (await helix.users([login]))[0]?.id;
    if (broadcaster === undefined) throw new AppError('unavailable', `Twitch knows no channel ${login}.`);
    const live = await helix.liveStream(broadcaster);
    const { title, game_name: about } = live ??
      (await helix.channel(broadcaster)) ?? { title: '', game_name: '' };
    return {
      ...{ live: live !== undefined, url },
      ...(title !== '' && { title }),
      ...(about !== '' && { about }),
      ...(live && { since: live.started_at, viewers: live.viewer_count }),
    };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'internal') throw thrown;
    throw new AppError('unavailable', `I cannot ask about the stream now: ${message}`, { cause: thrown });
  }
}
