import { attributes, type Html, type HtmlValue, html } from '../../../../core/html/html.ts';

export interface Column<Row> {
  /** Heading; said before the value too where a phone shows the row as a card. */
  readonly label: string;
  cell(row: Row): HtmlValue;
  /** `main`: what the row is, its heading. `select`: its checkbox. `actions`: what can be done with it. `number`: set to the right. */
  readonly as?: 'main' | 'select' | 'actions' | 'number' | 'nowrap';
  /** The values say it themselves: the heading is only heard. */
  readonly plain?: boolean;
}

export interface TableOptions<Row> {
  /** What the table lists, for those who hear it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** Rows under headings; on a phone each row is a card. */
export function table<Row>({ caption, columns, rows }: TableOptions<Row>): Html {
  return html`<table class="table"><caption>${caption}</caption>
<thead><tr>${columns.map(heading)}</tr></thead>
<tbody>${rows.map(row => html`<tr>${columns.map(column => cell(column, row))}</tr>\n`)}</tbody></table>`;
}

function heading<Row>({ label, as, plain }: Column<Row>): Html {
  if (as === 'select' || as === 'actions')
    return html`<td class="${as}"><span class="visually-hidden">${label}</span></td>`;
  if (label === '') return html`<td></td>`;
  return html`<th${attributes({ scope: 'col', class: as === 'number' ? as : undefined })}>${plain ? html`<span class="visually-hidden">${label}</span>` : label}</th>`;
}

function cell<Row>(column: Column<Row>, row: Row): Html {
  const { as, label, plain } = column;
  if (as === 'main') return html`<th scope="row" class="main">${column.cell(row)}</th>`;
  const named = as === 'select' || as === 'actions' || plain || label === '' ? undefined : label;
  return html`<td${attributes({ class: as, 'data-label': named })}>${column.cell(row)}</td>`;
}
