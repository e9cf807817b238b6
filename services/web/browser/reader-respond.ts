import { say } from './reader-news.ts';
import { add } from './reader-queue.ts';
import { post, type Refused } from './reader-server.ts';
import { KEPT } from './reader-waits.ts';

interface Responded {
  readonly said: string;
  /** Of the post on the reader's own site. */
  readonly path: string;
  /** Its id, when it was just made. */
  readonly post?: string;
}

/** Likes, bookmarks or reposts an item, and offers to take it back. */
export function respond(button: HTMLButtonElement): void {
  const path = new URL(button.formAction).pathname;
  button.disabled = true;
  post<Responded>(path, { kind: button.value })
    .then(({ said, path: to, post: made }) =>
      say(said, { label: 'See the post', path: to }, made ? () => takeBack(path, made) : undefined),
    )
    .catch((error: Refused) => later(error, path, { kind: button.value }))
    .finally(() => {
      button.disabled = false;
    });
}

function takeBack(path: string, made: string): void {
  const back = path.replace(/respond$/, 'unrespond');
  post<{ said: string }>(back, { post: made }).then(
    ({ said }) => say(said),
    (error: Refused) => later(error, back, { post: made }),
  );
}

/** What the network did not take waits; what was refused is said. */
function later(error: Refused, path: string, fields: Record<string, string>): void {
  if (error.passes) add(path, fields);
  say(error.passes ? KEPT : error.message);
}
