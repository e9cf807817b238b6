import { say } from './reader-news.ts';
import { post, type Refused } from './reader-server.ts';

interface Responded {
  readonly said: string;
  /** Of the post on the reader's own site. */
  readonly path: string;
  /** Its id, when it was just made. */
  readonly post?: string;
}

/** Likes, bookmarks or reposts an item, and offers to take it back. */
export function respond(button: HTMLButtonElement): void {
  const path = button.formAction;
  button.disabled = true;
  post<Responded>(path, { kind: button.value })
    .then(({ said, path: to, post: made }) =>
      say(said, { label: 'See the post', path: to }, made ? () => takeBack(path, made) : undefined),
    )
    .catch((error: Refused) => say(error.message))
    .finally(() => {
      button.disabled = false;
    });
}

function takeBack(path: string, made: string): void {
  post<{ said: string }>(path.replace(/respond$/, 'unrespond'), { post: made }).then(
    ({ said }) => say(said),
    (error: Refused) => say(error.message),
  );
}
