import type { Action } from './action.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { ping } from './ping.ts';
import { reading } from './reading.ts';
import { roll } from './roll.ts';
import { search } from './search.ts';
import { time } from './time.ts';

/** Everything the bot can do, in the order of its help. A new action is a file and a line here. */
export const actions: readonly Action[] = [help, time, roll, latest, reading, search, ping];
