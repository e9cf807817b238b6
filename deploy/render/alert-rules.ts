import { stringify } from 'yaml';

interface Rule {
  readonly alert: string;
  /** PromQL over what services tell of themselves (`/metrics`). */
  readonly expr: string;
  /** How long it must hold. */
  readonly for?: string;
  readonly severity: 'page' | 'warning';
  readonly summary: string;
}

const ratio = (part: string, all: string, by: string) =>
  `sum by (${by}) (rate(${part}[5m])) / sum by (${by}) (rate(${all}[5m]))`;
const WHERE = '{{ $labels.service }} on {{ $labels.server }}';

/** What people notice stands first, then what they will notice. */
export const RULES: readonly Rule[] = [
  {
    alert: 'CroftDown',
    expr: 'up{job=~"croft-.+"} == 0',
    for: '2m',
    severity: 'page',
    summary: `${WHERE} does not answer.`,
  },
  {
    alert: 'CroftNotReady',
    expr: 'croft_ready == 0',
    for: '2m',
    severity: 'page',
    summary: `${WHERE} is not ready: croft status.`,
  },
  {
    alert: 'CroftErrors',
    expr: `${ratio('croft_http_request_seconds_count{status="5xx"}', 'croft_http_request_seconds_count', 'service')} > 0.02`,
    for: '5m',
    severity: 'page',
    summary: 'More than 2 of 100 requests to {{ $labels.service }} fail: croft logs {{ $labels.service }}.',
  },
  {
    alert: 'CroftSlow',
    expr: 'histogram_quantile(0.99, sum by (le, service) (rate(croft_http_request_seconds_bucket[5m]))) > 2.5',
    for: '10m',
    severity: 'warning',
    summary: 'One of 100 requests to {{ $labels.service }} takes {{ $value | humanizeDuration }}.',
  },
  {
    alert: 'CroftCrashes',
    expr: 'changes(process_start_time_seconds{job=~"croft-.+"}[15m]) > 3',
    severity: 'page',
    summary: `${WHERE} starts again and again: croft doctor says why.`,
  },
  {
    alert: 'CroftJobsGivenUp',
    expr: 'sum by (service, queue) (increase(jobs_total{outcome="given_up"}[15m])) > 0',
    severity: 'warning',
    summary: 'Jobs of {{ $labels.queue }} failed for the last time: croft logs {{ $labels.service }}.',
  },
  {
    alert: 'CroftDatabaseBusy',
    expr: 'sum by (service, schema) (db_waiting) > 0',
    for: '5m',
    severity: 'warning',
    summary: '{{ $labels.service }} waits for connections to the database.',
  },
  {
    alert: 'CroftDiskFull',
    expr: 'croft_disk_free_bytes / croft_disk_size_bytes < 0.05',
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.server }} has {{ $value | humanizePercentage }} of its disk left.',
  },
];

/** A file of rules for Prometheus' own alerts: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export function alertRules(): string {
  const rules = RULES.map(({ alert, expr, severity, summary, ...rest }) => ({
    ...{ alert, expr, ...rest },
    ...{ labels: { severity }, annotations: { summary } },
  }));
  return `# Made by croft; make it anew rather than change it.\n${stringify({ groups: [{ name: 'croft', rules }] }, { lineWidth: 0 })}`;
}
