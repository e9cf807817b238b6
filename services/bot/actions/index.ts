import type { Action } from './action.ts';
import { calc } from './calc.ts';
import { choose } from './choose.ts';
import { command } from './command.ts';
import { commits } from './commits.ts';
import { convert } from './convert.ts';
import { counter } from './counter.ts';
import { define } from './define.ts';
import { flip } from './flip.ts';
import { forget } from './forget.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { log } from './log.ts';
import { moderatorActions } from './moderate.ts';
import { ping } from './ping.ts';
import { poll } from './poll.ts';
import { quote } from './quote.ts';
import { reading } from './reading.ts';
import { recall } from './recall.ts';
import { remind } from './remind.ts';
import { reminders } from './reminders.ts';
import { repeat } from './repeat.ts';
import { roll } from './roll.ts';
import { room } from './room.ts';
import { rules } from './rules.ts';
import { search } from './search.ts';
import { seen } from './seen.ts';
import { stream } from './stream.ts';
import { tell } from './tell.ts';
import { time } from './time.ts';
import { title } from './title.ts';
import { languageActions } from './translate.ts';
import { uptime } from './uptime.ts';
import { vote } from './vote.ts';
import { weather } from './weather.ts';
import { wiki } from './wiki.ts';
import { yes } from './yes.ts';

/** Everything the bot can do, in the order of its help; where phrases of two fit a sentence as well it is asked which is meant. */
export const actions: readonly Action[] = [
  help,
  time,
  convert,
  calc,
  weather,
  define,
  wiki,
  roll,
  flip,
  choose,
  ...languageActions,
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
  commits,
  stream,
  title,
  command,
  counter,
  repeat,
  room,
  uptime,
  rules,
  ...moderatorActions,
  log,
  recall,
  forget,
  yes,
  ping,
];
