import { relayDatabase, testRelay } from '../../../services/relay/testing.ts';

/** A relay in a process of its own, to be killed: `node relay-process.ts '{"url":…,"networks":…,"bridges":…}'`. */
const { url, networks, bridges } = JSON.parse(process.argv[2]!) as {
  url: string;
  networks: object[];
  bridges: object[];
};
const untilKilled = { after: () => {} };
const relay = testRelay(untilKilled, { networks, bridges, db: await relayDatabase(untilKilled, url) });
await relay.start();
