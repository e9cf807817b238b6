import type { Counter, Metrics } from '../../core/metrics.ts';

export type NetworkCounters = Readonly<Record<'connects' | 'heard' | 'sent' | 'dropped', Counter>>;

/** What is counted of one network. */
export function networkCounters(metrics: Metrics, network: string): NetworkCounters {
  const count = (name: string, help: string) =>
    metrics.counter(`croft_relay_${name}_total`, help, { network });
  return {
    connects: count('connects', 'Connections begun.'),
    heard: count('lines_heard', 'Lines that people said.'),
    sent: count('lines_sent', 'Lines sent.'),
    dropped: count('lines_dropped', 'Lines of answers that could not be sent in time.'),
  };
}
