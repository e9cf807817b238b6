import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metrics } from './metrics.ts';

test('a counter, a gauge and a histogram render as Prometheus text', () => {
  const metrics = new Metrics();
  metrics.counter('calls_total', 'Calls.', { method: 'a"b' }).add(2);
  metrics.gauge('up_seconds', 'Uptime.', () => 7);
  metrics.histogram('call_seconds', 'Latency.').observe(0.003);
  const text = metrics.render();
  assert.match(text, /# TYPE calls_total counter\ncalls_total\{method="a\\"b"\} 2\n/);
  assert.match(text, /up_seconds 7\n/);
  assert.match(text, /call_seconds_bucket\{le="0.0025"\} 0\ncall_seconds_bucket\{le="0.005"\} 1\n/);
  assert.match(text, /call_seconds_bucket\{le="\+Inf"\} 1\ncall_seconds_sum 0.003\ncall_seconds_count 1\n/);
});

test('the same name and labels give the same counter', () => {
  const metrics = new Metrics();
  metrics.counter('a_total', 'A.', { x: '1' }).add();
  metrics.counter('a_total', 'A.', { x: '1' }).add();
  assert.equal(metrics.counter('a_total', 'A.', { x: '1' }).value, 2);
});

test('a quantile names the bucket that holds it', () => {
  const histogram = new Metrics().histogram('h', 'H.');
  assert.equal(histogram.quantile(0.99), 0);
  for (let i = 0; i < 99; i++) histogram.observe(0.001);
  histogram.observe(3);
  assert.equal(histogram.quantile(0.5), 0.001);
  assert.equal(histogram.quantile(0.999), 5);
});
