import { startKeys } from './admin-keys.ts';
import { startTicks } from './admin-ticks.ts';
import { forgetAtSignOut } from './reader-forget.ts';

/** What every admin screen has beyond its plain page. */
startTicks();
startKeys();
forgetAtSignOut();
