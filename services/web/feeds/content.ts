import { photos } from '../views/photos.ts';
import { targetLine } from '../views/target.ts';
import { absolute } from './absolute.ts';
import type { FeedPost } from './source.ts';

/** Everything of a post that its page shows, for a reader that never opens the page: what it is about, its pictures, its words. */
export function feedContent(post: FeedPost, url: string): string {
  return absolute(targetLine(post).text + photos(post).text + (post.html ?? ''), url);
}
