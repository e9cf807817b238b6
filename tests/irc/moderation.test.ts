import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setRoomRules } from '../../services/bot/methods/moderation.ts';
import type { RoomNetworks } from '../../services/bot/rules/room-networks.ts';
import { moderate } from '../../services/relay/methods/moderate.ts';
import { findNgircd, startNgircd } from './support/ngircd.ts';
import { joinAs } from './support/person.ts';
import { botClient, botWithPost, startPlace } from './support/place.ts';

const program = findNgircd();
const options = { skip: program === undefined && 'ngircd is not installed', timeout: 40_000 };
const ROOM = 'irc/test/#croft';

describe('on a real IRC server', options, () => {
  test('rules kick and ban where the bot is an operator, say so where it is not, and leave operators alone', async t => {
    const server = await startNgircd(t, program!);
    const ada = await joinAs(t, server.port, 'ada', '#croft'); // the first is the channel's operator
    const life = new AbortController();
    t.after(() => life.abort());
    const ctx = await botWithPost(t, life.signal);
    const settings = { port: server.port, tls: false, channels: ['#croft'] };
    const { relay } = await startPlace(t, settings, { bot: botClient(ctx) });
    const networks: { relay: RoomNetworks['relay'] } = ctx.networks;
    networks.relay = { moderate: input => moderate(relay, input) };
    await ada.sees(/^:croft!\S+ JOIN :?#croft/);
    const steps = [
      { act: 'warn' as const },
      { act: 'timeout' as const, minutes: 5 },
      { act: 'ban' as const },
    ];
    await setRoomRules(ctx, { room: ROOM, rules: { on: true, words: ['heck'], steps } });
    const eve = await joinAs(t, server.port, 'eve', '#croft');

    ada.say('#croft', 'heck');
    eve.say('#croft', 'heck');
    await ada.sees(
      /PRIVMSG #croft :eve: there was a word in it that is not said here\. This is a warning\.$/,
    );
    eve.say('#croft', 'heck');
    await ada.sees(/PRIVMSG #croft :#croft refuses it: .*\/mode #croft \+o croft$/);

    ada.send('MODE #croft +o croft');
    await ada.sees(/MODE #croft \+o :?croft/);
    eve.say('#croft', 'heck');
    await ada.sees(/^:croft!\S+ MODE #croft \+b \*!\*@\S+/);
    await ada.sees(/^:croft!\S+ KICK #croft eve :there was a word/);
    await ada.sees(/PRIVMSG #croft :eve may not be here any more/);

    const decisions = ctx.db.selectFrom('decisions').select('id').where('act', '=', 'ban');
    const { id } = await decisions.executeTakeFirstOrThrow();
    await botClient(ctx).undoDecision({ id: String(id), by: 'owner' });
    await ada.sees(/^:croft!\S+ MODE #croft -b \*!\*@\S+/);
    eve.send('JOIN #croft');
    await eve.sees(/ 366 /, eve.lines.length - 1);
    const spoken = ada.lines.filter(line => /PRIVMSG #croft :ada/.test(line) && line.startsWith(':croft'));
    assert.deepEqual(spoken, [], 'an operator is exempt');
  });

  test('a channel is closed and opened again, but one that was moderated before stays so', async t => {
    const server = await startNgircd(t, program!);
    const ada = await joinAs(t, server.port, 'ada', '#croft');
    const settings = { port: server.port, tls: false, channels: ['#croft'] };
    const { relay } = await startPlace(t, settings);
    await ada.sees(/^:croft!\S+ JOIN :?#croft/);
    ada.send('MODE #croft +o croft');
    await ada.sees(/MODE #croft \+o :?croft/);
    const act = async (what: 'lock' | 'unlock', undo?: string) =>
      (await moderate(relay, { room: ROOM, acts: [{ act: what, reason: '', ...(undo && { undo }) }] }))
        .results[0]!;
    const closed = await act('lock');
    assert.deepEqual([closed.done, closed.undo, closed.lift], [true, '-m', true]);
    await ada.sees(/^:croft!\S+ MODE #croft \+m/);
    await act('unlock', closed.undo);
    await ada.sees(/^:croft!\S+ MODE #croft -m/);
    ada.send('MODE #croft +m');
    await ada.sees(/^:ada!\S+ MODE #croft \+m/);
    const again = await act('lock');
    assert.deepEqual([again.done, again.undo, again.lift], [true, undefined, undefined]);
  });
});
