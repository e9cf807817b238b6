import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { type Commit, latestCommits } from '../providers/commits.ts';
import { listLinks, say } from '../reply.ts';
import { defineAction } from './action.ts';

const SHOWN = 3;

export const commits = defineAction<string>({
  name: 'commits',
  aliases: ['commit', 'changes'],
  about: 'Lists the newest commits of the repositories that the owner has named.',
  usage: 'commits [REPOSITORY]',
  examples: ['commits', 'commits croft'],
  forAll: true,
  cooldown: 3,
  phrases: [
    phrase('(any new commits|the latest commits|what has changed|what changed) [in {repository}]'),
    phrase("(what are|what's in) the (latest|newest|last) commits [in {repository}]"),
  ],
  parse: text => text.replace(/^(?:in|of|to) /i, ''),
  async run(asked, { sources: { repositories }, web, call: { signal } }) {
    if (repositories.length === 0) return say('No repository is set up here.');
    const repository =
      asked === ''
        ? repositories[0]!
        : repositories.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
    if (!repository)
      throw new AppError(
        'invalid',
        `I know no repository “${shorten(asked)}”. These I know: ${repositories.map(({ name }) => name).join(', ')}.`,
      );
    const { name, url } = repository;
    const found = await latestCommits(web, { url, limit: SHOWN, signal });
    if (!found) throw new AppError('unavailable', `The repository ${name} is not where it should be.`);
    if (found.length === 0) return say(`Nothing was committed to ${name} yet.`);
    return listLinks(`Newest in ${name}:`, found.map(linked));
  },
});

function linked({ title, url, by }: Commit) {
  return { title: shorten(title, 120), url, from: by };
}
