interface Panel {
  readonly title: string;
  /** PromQL, and what a line is called. */
  readonly lines: readonly (readonly [expression: string, legend: string])[];
  readonly unit: 's' | 'reqps' | 'ops' | 'bytes' | 'short' | 'percentunit';
}

const quantile = (metric: string, by: string, q = 0.99) =>
  `histogram_quantile(${q}, sum by (le, ${by}) (rate(${metric}_bucket[$__rate_interval])))`;
const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;

/** What is looked at first stands first: what people notice, then why. */
const PANELS: readonly Panel[] = [
  {
    title: 'Requests',
    unit: 'reqps',
    lines: [[rate('croft_http_request_seconds_count', 'service, status'), '{{service}} {{status}}']],
  },
  {
    title: 'Time of requests, 99th percentile',
    unit: 's',
    lines: [[quantile('croft_http_request_seconds', 'service'), '{{service}}']],
  },
  {
    title: 'Slowest routes, 99th percentile',
    unit: 's',
    lines: [[`topk(10, ${quantile('croft_http_request_seconds', 'route')})`, '{{route}}']],
  },
  {
    title: 'Calls between services that failed',
    unit: 'ops',
    lines: [
      [
        'sum by (service, method, code) (rate(rpc_server_calls_total{code!="ok"}[$__rate_interval]))',
        '{{service}}.{{method}} {{code}}',
      ],
    ],
  },
  {
    title: 'Time of calls, 99th percentile',
    unit: 's',
    lines: [[quantile('rpc_server_call_seconds', 'service'), '{{service}}']],
  },
  {
    title: 'Processor: one is all that a process can use',
    unit: 'percentunit',
    lines: [['rate(process_cpu_seconds[$__rate_interval])', '{{service}} {{instance}}']],
  },
  {
    title: 'Event loop delay, 99th percentile',
    unit: 's',
    lines: [['nodejs_eventloop_lag_p99_seconds', '{{service}} {{instance}}']],
  },
  {
    title: 'Memory',
    unit: 'bytes',
    lines: [['process_resident_memory_bytes', '{{service}} {{instance}}']],
  },
  {
    title: 'Callers that wait for a database connection',
    unit: 'short',
    lines: [['sum by (service, schema) (db_waiting)', '{{service}} {{schema}}']],
  },
  {
    title: 'Database connections',
    unit: 'short',
    lines: [['sum by (service, state) (db_connections)', '{{service}} {{state}}']],
  },
  {
    title: 'Time of queries, 99th percentile, and queries that failed',
    unit: 's',
    lines: [
      [quantile('db_query_seconds', 'schema'), '{{schema}}'],
      [rate('db_query_errors_total', 'schema'), '{{schema}} failed a second'],
    ],
  },
  {
    title: 'Cache: reads answered fresh',
    unit: 'percentunit',
    lines: [
      [
        `${rate('cache_hits_total', 'service')} / (${rate('cache_hits_total', 'service')} + ${rate('cache_misses_total', 'service')})`,
        '{{service}}',
      ],
    ],
  },
];

const WIDTH = 12;
const HEIGHT = 8;

/** A dashboard for Grafana 9 and newer, over a Prometheus that is chosen when it is imported. */
export function dashboard() {
  const datasource = { type: 'prometheus', uid: '$' + '{DS_PROMETHEUS}' };
  return {
    __inputs: [
      {
        name: 'DS_PROMETHEUS',
        label: 'Prometheus',
        type: 'datasource',
        pluginId: 'prometheus',
        pluginName: 'Prometheus',
      },
    ],
    uid: 'croft',
    title: 'Croft',
    schemaVersion: 37,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    panels: PANELS.map(({ title, unit, lines }, index) => ({
      id: index + 1,
      type: 'timeseries',
      title,
      datasource,
      gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: lines.map(([expr, legendFormat], target) => ({
        refId: String.fromCharCode(65 + target),
        datasource,
        expr,
        legendFormat,
      })),
    })),
  };
}
