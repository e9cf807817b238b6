import type { Html } from '../../../../core/html/html.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { healthView } from '../views/health.ts';
import { feedsOf } from './subscriptions.ts';

/** `GET /reader/health`: which feeds are in trouble, longest first. */
export async function healthPage(asked: ReaderRequest): Promise<Html> {
  return healthView(asked, await feedsOf(asked));
}
