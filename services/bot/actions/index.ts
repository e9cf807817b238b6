import type { Action } from './action.ts';
import { calc } from './calc.ts';
import { choose } from './choose.ts';
import { command } from './command.ts';
import { convert } from './convert.ts';
import { counter } from './counter.ts';
import { flip } from './flip.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { ping } from './ping.ts';
import { poll } from './poll.ts';
import { quote } from './quote.ts';
import { reading } from './reading.ts';
import { remind } from './remind.ts';
import { reminders } from './reminders.ts';
import { repeat } from './repeat.ts';
import { roll } from './roll.ts';
import { room } from './room.ts';
import { search } from './search.ts';
import { seen } from './seen.ts';
import { tell } from './tell.ts';
import { time } from './time.ts';

import { vote } from './vote.ts';

/** Everything the bot can do, in the order of its help; of two whose phrases fit a sentence the first is meant. */
export const actions: readonly Action[] = [
  help,
  time,
  convert,
  calc,
  roll,
  flip,
  choose,
  remind,
  reminders,
  tell,
  seen,
  poll,
  vote,
  quote,
  latest,
  reading,
  search,
  command,
  counter,
  repeat,
  room,
  ping,
];
