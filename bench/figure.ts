/** One measured figure, as a ratio or a count within one run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  reference: string;
  bar: string;
  holds: boolean;
}
