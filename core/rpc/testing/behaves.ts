import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AppError } from '../../errors.ts';
import type { Client, Emitter } from '../contract.ts';
import type { NotesSeen, notes } from './notes.ts';
import { until } from './setup.ts';

export interface Subject {
  readonly client: Client<typeof notes>;
  readonly emitter: Emitter<typeof notes>;
  readonly seen: NotesSeen;
}

/**
 * What every transport must do the same, so that splitting changes nothing. `checks` says whether wrong values are
 * noticed, which references in production are not.
 */
export function behavesAsContract(
  transport: string,
  open: (t: TestContext) => Promise<Subject | undefined>,
  checks = true,
): void {
  const it = (name: string, run: (subject: Subject) => Promise<void>) =>
    test(`${transport}: ${name}`, async t => {
      const subject = await open(t);
      if (subject) await run(subject);
    });

  it('a call answers, with the defaults of its input filled in', async ({ client }) => {
    assert.equal(await client.add({ a: 1, b: 2 }), 3);
    assert.equal(await client.add({ a: 1 }), 2);
    assert.equal(await client.nothing(), undefined);
  });

  it('many calls at once each get their own answer', async ({ client }) => {
    const slugs = Array.from({ length: 500 }, (_, index) => `post-${index}`);
    const answers = await Promise.all(slugs.map(slug => client.get({ slug })));
    assert.deepEqual(
      answers.map(({ slug }) => slug),
      slugs,
    );
  });

  it('bytes and long texts arrive whole', async ({ client }) => {
    const sent = { name: 'é', bytes: new Uint8Array(300_000).map((_, at) => at), text: '→'.repeat(100_000) };
    const { name, bytes, text } = await client.echo(sent);
    assert.equal(name, 'é');
    assert.equal(text, sent.text);
    assert.ok(bytes instanceof Uint8Array && Buffer.compare(bytes, sent.bytes) === 0);
    assert.deepEqual(await client.echo({ name: 'empty', bytes: new Uint8Array(0) }), {
      name: 'empty',
      bytes: new Uint8Array(0),
    });
  });

  it('a thrown AppError arrives with everything but its cause', async ({ client }) => {
    await assert.rejects(client.throws('app'), (error: AppError) => {
      const { code, reason, message, details, retryAfter } = error;
      assert.deepEqual(
        { code, reason, message, details, retryAfter },
        {
          code: 'conflict',
          reason: 'slug_taken',
          message: 'That slug is taken.',
          details: { slug: 'a' },
          retryAfter: 3,
        },
      );
      return error.cause === undefined;
    });
    await assert.rejects(client.throws('caused'), (error: AppError) => {
      return error.code === 'unavailable' && error.message === 'No database.' && error.cause === undefined;
    });
  });

  it('a thrown stranger arrives as internal and tells nothing', async ({ client }) => {
    await assert.rejects(client.throws('stranger'), (error: AppError) => {
      assert.equal(error.code, 'internal');
      return !JSON.stringify([error.message, error.details, String(error.cause)]).includes('secret');
    });
  });

  it('a call that takes too long fails with deadline and its handler is told', async ({ client, seen }) => {
    // Long enough that the call arrives, however busy the machine is.
    await assert.rejects(client.hang({ name: 'slow' }, { timeout: 250 }), { code: 'deadline' });
    await until(() => seen.cancelled.includes('slow'), 'the handler was told');
  });

  it('a caller that gives up cancels the handler', async ({ client, seen }) => {
    const controller = new AbortController();
    const call = client.hang({ name: 'unwanted' }, { signal: controller.signal });
    await until(() => seen.calls.includes('unwanted'), 'the call arrived');
    controller.abort();
    await assert.rejects(call, { code: 'unavailable', reason: 'cancelled' });
    await until(() => seen.cancelled.includes('unwanted'), 'the handler was told');
  });

  it('a signal that was aborted before means that the handler never runs', async ({ client, seen }) => {
    await assert.rejects(client.get({ slug: 'never' }, { signal: AbortSignal.abort() }), {
      reason: 'cancelled',
    });
    assert.ok(!seen.calls.includes('never'));
  });

  it('a handler that calls on passes its deadline, its trace and its end', async ({ client, seen }) => {
    await client.get({ slug: 'outer' }, { timeout: 1_000 });
    const outer = seen.last!;
    const left = await client.deadline(undefined, { ...outer, timeout: 60_000 });
    assert.ok(left > 0 && left <= 1_000, `${left} ms left`);
    await client.get({ slug: 'inner' }, outer);
    assert.equal(seen.last!.traceparent.slice(0, 36), outer.traceparent.slice(0, 36));
    assert.notEqual(seen.last!.traceparent, outer.traceparent);
  });

  it('a deadline that has passed means that the call fails at once', async ({ client }) => {
    await assert.rejects(client.hang({ name: 'late' }, { deadline: Date.now() - 1 }), {
      code: /deadline|unavailable/,
    });
  });

  it('a stream gives its items in order and ends', async ({ client }) => {
    const items: number[] = [];
    for await (const item of client.count({ to: 1_000 })) items.push(item);
    assert.deepEqual(
      items,
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
  });

  it('a stream that fails gives the items before, then the error', async ({ client }) => {
    const items: number[] = [];
    await assert.rejects(
      async () => {
        for await (const item of client.count({ to: 9, failAt: 4 })) items.push(item);
      },
      { code: 'not_found', message: 'Gone.' },
    );
    assert.deepEqual(items, [1, 2, 3]);
  });

  it('a consumer that leaves a stream stops its producer', async ({ client, seen }) => {
    for await (const item of client.count({ to: 1_000_000 })) if (item === 3) break;
    await until(() => seen.stopped.includes('count'), 'the producer stopped');
    for await (const item of client.forever()) if (item === 'first') break;
    await until(() => seen.cancelled.includes('forever'), 'the waiting producer was told');
  });

  it('a slow consumer holds its producer back', async ({ client, seen }) => {
    const stream = client.blocks({ count: 1_000, size: 32_768 })[Symbol.asyncIterator]();
    await stream.next();
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.ok(seen.produced < 20, `${seen.produced} blocks were produced for one that was taken`);
    for (let block = 1; block < 1_000; block++) assert.equal((await stream.next()).value![0], block % 256);
    assert.equal((await stream.next()).done, true);
  });

  it('events reach those who listen, until they stop', async ({ client, emitter }) => {
    const heard: string[] = [];
    const stop = client.on('changed', ({ slug }) => heard.push(slug));
    await client.nothing();
    emitter.emit('changed', { slug: 'one' });
    emitter.emit('changed', { slug: 'two' });
    assert.deepEqual(heard, [], 'nothing is heard while the emitting code still runs');
    await until(() => heard.length === 2, 'both events came');
    stop();
    await client.nothing();
    emitter.emit('changed', { slug: 'three' });
    await client.get({ slug: 'x' });
    assert.deepEqual(heard, ['one', 'two']);
  });

  if (!checks) return;
  it('a wrong input is refused and the wrong field named', async ({ client }) => {
    const wrong = { a: 'one' } as unknown as { a: number };
    await assert.rejects(client.add(wrong), {
      code: 'invalid',
      reason: 'schema',
      message: /a: .*expected number/,
    });
  });
}
