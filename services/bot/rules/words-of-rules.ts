import type { Rules } from '../contract/room-rules.ts';
import { spanWords } from './words-of-acts.ts';

/** The rules of a room in a sentence each. The words that are not said are counted and not told. */
export function rulesWords(rules: Rules): string {
  if (!rules.on) return 'I moderate nothing here.';
  const told = [
    rules.words.length > 0 &&
      `${rules.words.length} ${rules.words.length === 1 ? 'word is' : 'words are'} not said`,
    rules.links === 'members' && 'links are for members',
    rules.links === 'nobody' && 'links need a permit',
    rules.caps && `at most ${rules.caps.percent} % capitals`,
    rules.symbols && `at most ${rules.symbols.percent} % signs`,
    rules.emotes !== null && `at most ${rules.emotes} emoji`,
    rules.length !== null && `at most ${rules.length} characters`,
    rules.flood && `at most ${rules.flood.lines} messages in ${rules.flood.seconds} s`,
    rules.repeats && `nothing ${rules.repeats.times} times in ${rules.repeats.seconds} s`,
    rules.newcomers && `no links in the first ${spanWords(rules.newcomers.minutes)}`,
    rules.raid && 'a flood of newcomers closes the room for a while',
  ].filter(part => typeof part === 'string');
  const steps = rules.steps.map(({ act, minutes }) =>
    minutes === undefined ? STEPS[act] : `${STEPS[act]} of ${spanWords(minutes)}`,
  );
  if (told.length === 0) return 'Rules are on here, and none is set.';
  return `Here: ${told.join('; ')}. Who breaks it: ${steps.join(', then ')}.`;
}

const STEPS = { warn: 'a warning', delete: 'the message goes', timeout: 'a time-out', ban: 'a ban' } as const;
