import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from '../../../core/node-flags.ts';
import { hardening } from '../../../deploy/units/hardening.ts';
import type { Figures } from './figures.ts';
import type { Lab } from './lab.ts';

const PAGES = 500;
/** A processor matters when it is busy, so that it is counted while this many are made at once. */
const BUSY_PAGES = 2_000;
const AT_ONCE = 8;
const PORT = 9090;
const IDLE_MS = 10_000;
/** Ticks of processor (proc(5)) that the main processes of units have taken; systemd counts none in a container of its own. */
const TICKS = `ticks() { t=0; for p in $(systemctl show "$1" -p MainPID --value); do [ "$p" = 0 ] || t=$((t + $(awk '{print $14+$15}' /proc/$p/stat))); done; echo $t; }`;

/**
 * What a page costs that web on host 1 makes with what api on host 2 says, against one process on host 1 that has all services: time
 * and processor, by the same database and asked in turn, so that what else goes on meets both. It is shut in as the services are.
 */
export async function measureOverhead(lab: Lab, figures: Figures): Promise<void> {
  const node = '/etc/croft/current/web/release';
  const properties = [
    'DynamicUser=yes',
    'StateDirectory=lab-single',
    'WorkingDirectory=/var/lib/lab-single',
    ...hardening.trim().split('\n'),
  ].flatMap(property => ['-p', `'${property}'`]);
  const environment = [
    'NODE_ENV=production',
    'CROFT_DATA=/var/lib/lab-single',
    `PORT=${PORT}`,
    `CROFT_URL=http://10.77.0.1:${PORT}`,
    `DATABASE_URL=${lab.database}`,
  ].flatMap(variable => ['-E', `'${variable}'`]);
  await lab.on(
    1,
    `systemd-run --quiet --unit=lab-single ${[...properties, ...environment].join(' ')} ${node}/node ${NODE_FLAGS.join(' ')} ${node}/cli/croft.js start`,
  );
  const origins = [`http://10.77.0.1:${PORT}`, 'http://10.77.0.1:8080'];
  await lab.on(1, `until curl -sf ${origins[0]}/ >/dev/null; do sleep 0.2; done`);
  const usage = async () => {
    const said = await Promise.all(
      [1, 2, 3].map(host => lab.on(host, `${TICKS}; ticks 'croft-*@*'; ticks lab-single`)),
    );
    const ticks = said.map(text => text.split('\n').map(Number));
    return { split: ticks.reduce((sum, [split]) => sum + split!, 0), single: ticks[0]![1]! };
  };
  const taken = async (doing: () => Promise<unknown>) => {
    const [before, began] = [await usage(), performance.now()];
    await doing();
    const [after, seconds] = [await usage(), (performance.now() - began) / 1000];
    return { seconds, split: after.split - before.split, single: after.single - before.single };
  };
  const idle = await taken(() => sleep(IDLE_MS));
  const program = readFileSync(new URL('measure-pages.ts', import.meta.url)).toString('base64');
  const ask = (pages: number, atOnce: number) =>
    lab.on(
      1,
      `echo ${program} | base64 -d | ${node}/node --disable-warning=ExperimentalWarning --input-type=module-typescript - ${pages} ${atOnce} ${origins.join(' ')}`,
    );
  const [single, split] = JSON.parse(await ask(PAGES, 1)) as [number, number];
  const busy = await taken(() => ask(BUSY_PAGES, AT_ONCE));
  await lab.on(1, 'systemctl stop lab-single');
  // What they take anyway, asked or not, is no part of a page.
  const ofPages = (place: 'split' | 'single') => busy[place] - (idle[place] * busy.seconds) / idle.seconds;
  // There are 100 ticks a second (`getconf CLK_TCK`), so that as many are the percents of a core.
  const resting = (place: 'split' | 'single') => `${(idle[place] / idle.seconds).toFixed(1)} %`;
  figures.note('page made anew, one process', `${single.toFixed(2)} ms`);
  figures.note('page made anew, over two hosts', `${split.toFixed(2)} ms`, `${(single + 1).toFixed(2)} ms`);
  const ms = (place: 'split' | 'single') => `${((ofPages(place) * 10) / BUSY_PAGES).toFixed(2)} ms`;
  figures.note('processor of a page, one process', ms('single'));
  figures.note('processor of a page, over two hosts', ms('split'));
  figures.note('processor at rest, one process', resting('single'));
  figures.note('processor at rest, six on three hosts', resting('split'));
  figures.note(
    'processor of a page, over two hosts against one process',
    `${(ofPages('split') / ofPages('single')).toFixed(2)}×`,
    '1.3×',
  );
}
