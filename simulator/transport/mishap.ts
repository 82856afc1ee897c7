import type { Wire } from '../wire';

/** What happens to an exchange on its way, whatever the cloud answers. A wire that is `null`: the connection is lost. */
export interface Mishap {
  /** What comes in place of the cloud's answer; the cloud never hears of the request. */
  readonly instead?: Wire | null;
  /** What becomes of the cloud's answer. */
  readonly change?: (answer: Wire) => Wire | null;
  /** The connection is lost in the middle of the body. */
  readonly cut?: true;
  /** Milliseconds by which the answer is late; where there is no socket, nobody waits. */
  readonly late?: number;
}

/** The header fields and body of a text that a gateway answers by itself. */
export const gatewayPage = (status: number, title: string): Wire => {
  const body = `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html', 'content-length': String(body.length) }, body };
};

/** The answer with another body. */
export function withBody(answer: Wire, body: string): Wire {
  const length = String(Buffer.byteLength(body));
  return { ...answer, headers: { ...answer.headers, 'content-length': length }, body };
}
