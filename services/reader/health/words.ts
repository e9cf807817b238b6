import type { Reason } from '../poll/schedule.ts';
import { span, when } from './span.ts';

/** All that the words of a feed's health are made from. */
export interface HealthFacts {
  readonly problem: string | null;
  readonly problem_since: Date | null;
  readonly polled_at: Date | null;
  readonly failures: number;
  readonly next_reason: Reason;
  readonly next_poll_at: Date;
  readonly rest_seconds: number;
  readonly rhythm_seconds: number | null;
  readonly newest_at: Date | null;
  /** Where it has moved for good, as its server says, when that is not remembered. */
  readonly move_url: string | null;
  /** Until when its host asked to be left alone. */
  readonly rest_until: Date | null;
}

export type State = 'well' | 'damaged' | 'failing' | 'gone' | 'new' | 'moved';

export function stateOf(feed: HealthFacts): State {
  if (feed.failures > 0) return feed.next_reason === 'gone' ? 'gone' : 'failing';
  if (feed.problem !== null) return 'damaged';
  if (feed.move_url !== null) return 'moved';
  return feed.polled_at === null ? 'new' : 'well';
}

export function stateWords(feed: HealthFacts): string {
  const since = feed.problem_since ? `since ${when(feed.problem_since)}` : 'for some time';
  switch (stateOf(feed)) {
    case 'gone':
      return `Its server says that it is gone for good, ${since}.`;
    case 'failing':
      return `It has not been read ${since}; it failed ${inARow(feed.failures)}.`;
    case 'damaged':
      return `It is read, but something has been wrong with it ${since}.`;
    case 'moved':
      return 'It is read from where its server says that it has moved for good.';
    case 'new':
      return 'It has not been polled yet.';
    case 'well':
      return 'All is well.';
  }
}

/** Why the next poll is when it is. */
export function nextWords(feed: HealthFacts, now: Date): string {
  if (feed.rest_until && feed.rest_until > feed.next_poll_at) return rest(feed.rest_until);
  switch (feed.next_reason) {
    case 'added':
      return 'It is polled as soon as its turn comes.';
    case 'asked_by_hand':
      return 'It is polled anew because somebody changed how it is fetched.';
    case 'rhythm':
      return `It publishes about every ${span(feed.rhythm_seconds ?? 0)}.`;
    case 'quiet':
      return feed.newest_at
        ? `Its newest item is ${span((now.getTime() - feed.newest_at.getTime()) / 1000)} old.`
        : 'It has no items.';
    case 'undated':
      return 'It does not say from when its items are, so it is polled now and then.';
    case 'rest':
      return feed.rest_seconds > 0
        ? `It asks not to be polled again for ${span(feed.rest_seconds)}, a day at the most.`
        : 'Its server says for how long its answer stays as it is.';
    case 'retry_after':
      return rest(feed.next_poll_at);
    case 'backoff':
      return `It failed ${inARow(feed.failures)}. The pause grows with each, up to a limit; it is never given up.`;
    case 'missing':
      return `There was nothing at its address ${inARow(feed.failures)}. It is asked once a day still.`;
    case 'gone':
      return 'Its server says that it is gone for good. It is asked once a week still.';
    case 'excluded':
      return 'It asks not to be polled at some hours or on some days.';
    case 'push':
      return 'Its hub tells of news at once, so it is asked once a day to be sure.';
  }
}

export interface PushFacts {
  readonly hub: string;
  readonly state: string;
  readonly problem: string | null;
  readonly missed: number;
  readonly lease_until: Date | null;
  readonly next_ask_at: Date;
}

/** How it is with the feed's hub. `reachable`: whether hubs can reach this site. */
export function pushWords(
  push: PushFacts | undefined,
  reachable: boolean,
  mostMissed: number,
  now: Date,
): string {
  if (!reachable)
    return 'Nothing can be pushed here: the address of this site cannot be reached from outside. Set CROFT_URL to its public address.';
  if (!push) return 'The feed names no hub, so it is polled.';
  const hub = URL.parse(push.hub)?.host ?? push.hub;
  const again = `It is asked again after ${when(push.next_ask_at)}; until then the feed is polled as if there were none.`;
  if (push.state === 'denied')
    return `Its hub ${hub} refuses: ${push.problem ?? 'it does not say why.'} ${again}`;
  if (push.state === 'failed')
    return `Its hub ${hub} fails: ${push.problem ?? 'it does not answer.'} ${again}`;
  if (push.state === 'asked') return `Its hub ${hub} was asked to tell of news and has not confirmed yet.`;
  if (push.missed >= mostMissed)
    return `Its hub ${hub} should tell of news and did not, so the feed is polled as if there were none.`;
  const until = push.lease_until ? when(push.lease_until) : 'now';
  return push.lease_until && push.lease_until > now
    ? `Its hub ${hub} tells of news at once, as agreed until ${until}.`
    : `Its hub ${hub} has not renewed what was agreed until ${until}. ${again}`;
}

function rest(until: Date): string {
  return `Its server asks to be left alone until ${when(until)}.`;
}

function inARow(count: number): string {
  return count === 1 ? times(count) : `${times(count)} in a row`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
