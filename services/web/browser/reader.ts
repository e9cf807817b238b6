import { followCounts } from './reader-counts.ts';
import { forgetAtSignOut } from './reader-forget.ts';
import { listenToKeys } from './reader-keys.ts';
import { startList } from './reader-list.ts';
import { showWaiting } from './reader-marks.ts';
import { keepPositions } from './reader-media.ts';
import { workOffline } from './reader-offline.ts';
import { openParts } from './reader-parts.ts';
import { dropOthers, sendQueue } from './reader-queue.ts';
import { startSwipes } from './reader-swipe.ts';

/** What the reader has beyond its plain pages: keys, a list without end, swipes, and marks that outlast a lost network. */
if (document.body.dataset['kept'] === undefined) dropOthers();
const form = document.querySelector<HTMLFormElement>('form.items');
const list = form ? startList(form) : undefined;
showWaiting();
if (form && list) startSwipes(form, list);
listenToKeys(list);
keepPositions();
openParts();
followCounts();
forgetAtSignOut();
workOffline();
void sendQueue();
