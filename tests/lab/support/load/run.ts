import { createInterface } from 'node:readline';
import { askOnIrc } from './irc.ts';
import { askForPages } from './pages.ts';
import { fresh, type Load } from './report.ts';
import { talk } from './talking.ts';
import { writePosts } from './writing.ts';

/**
 * `node run.ts ADDRESS HOST TOKEN IRC`: asks a site for its pages, writes posts, talks in a room and asks the bot at an IRC server.
 * A line `report` on its standard input has it print what came of it since the last as JSON, `end` what came of all that was
 * acknowledged too. It is run where ADDRESS is reached.
 */
const [address = '', host = '', token = '', irc = ''] = process.argv.slice(2);
const load: Load = { address, host, token, report: fresh(), over: false };
const posts = writePosts(load);
const room = await talk(load);
const channel = await askOnIrc(load, irc);
const asking = [...askForPages(load), posts.ended, room.ended, channel.ended];
console.log('started');
for await (const line of createInterface({ input: process.stdin })) {
  const { report } = load;
  if (line === 'end') {
    load.over = true;
    await Promise.all(asking);
    report.lost = [...(await posts.lost()), ...(await room.lost())];
  }
  load.report = fresh();
  console.log(JSON.stringify(report));
  if (line === 'end') process.exit(0);
}
