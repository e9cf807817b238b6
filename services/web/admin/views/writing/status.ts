import type { Html } from '../../../../../core/html/html.ts';
import type { PostStatus } from '../../../../api/contract.ts';
import { badge } from '../parts.ts';

/** What state a post is in, in a word. */
export function statusBadge(status: PostStatus): Html {
  if (status === 'published') return badge('Published', 'good');
  return status === 'scheduled' ? badge('Scheduled', 'wait') : badge('Draft');
}
