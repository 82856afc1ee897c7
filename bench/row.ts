/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly aim: string;
  readonly found: string;
}
