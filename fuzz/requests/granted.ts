import type { Ask } from './request';

/** So many are kept. */
const most = 4;

/**
 * The last requests that were granted, one for each microversion that was asked for: what a cloud remembers of an earlier
 * request it remembers of one of these, as far as anybody knows.
 */
export class Granted {
  readonly #asks = new Map<string, Ask>();

  add(ask: Ask): void {
    const headers = JSON.stringify(ask.headers);
    this.#asks.delete(headers);
    this.#asks.set(headers, ask);
  }

  /** The latest first. */
  get last(): readonly Ask[] {
    return [...this.#asks.values()].slice(-most).reverse();
  }
}
