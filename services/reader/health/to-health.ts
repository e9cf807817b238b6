import type { FeedHealth, FeedHealthDetails } from '../contract/health.ts';
import { MISSED } from '../store/due.ts';
import type { HealthRow, PushRow } from '../store/health.ts';
import { moveWords } from './move-words.ts';
import { nextWords, pushWords, stateOf, stateWords } from './words.ts';

/** A row as the contract has it. */
export function toHealth(row: HealthRow, now: Date): FeedHealth {
  const next = row.rest_until && row.rest_until > row.next_poll_at ? row.rest_until : row.next_poll_at;
  return {
    id: String(row.id),
    url: row.url,
    title: row.title || new URL(row.url).host,
    state: stateOf(row),
    words: stateWords(row),
    problem: row.problem ?? undefined,
    problemSince: row.problem_since?.toISOString(),
    move: row.move_url === null ? undefined : { url: row.move_url, words: moveWords(row, row.move_url) },
    failures: row.failures,
    polledAt: row.polled_at?.toISOString(),
    nextPollAt: next.toISOString(),
    nextPollWhy: nextWords(row, now),
  };
}

export function toPushHealth(
  push: PushRow | undefined,
  reachable: boolean,
  now: Date,
): FeedHealthDetails['push'] {
  const works =
    reachable &&
    push?.state === 'verified' &&
    push.missed < MISSED &&
    push.lease_until !== null &&
    push.lease_until > now;
  return {
    hub: push?.hub,
    works,
    words: pushWords(push, reachable, MISSED, now),
    pushedAt: push?.pushed_at?.toISOString(),
    leaseUntil: push?.lease_until?.toISOString(),
  };
}
