import { connect } from 'node:net';

/** How many connections are kept busy. */
const connections = 8;

/**
 * Sends the same request over and over, each when the one before it is answered. All answers must be as long as the first.
 * @returns how many were answered in a second
 */
export async function load(port: number, request: string, count: number): Promise<number> {
  let left = count;
  let length = 0;
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let received = 0;
      const next = () => {
        if (left-- > 0) socket.write(request);
        else socket.destroy();
      };
      socket.on('data', (chunk) => {
        if (length === 0) length = lengthOf(chunk);
        received += chunk.length;
        if (received < length) return;
        if (received > length) socket.destroy(new Error('an answer is longer than the first'));
        received = 0;
        next();
      });
      socket.on('connect', next).on('error', reject).on('close', resolve);
    });
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  return (count * 1000) / (performance.now() - start);
}

/** The length of a granted answer, from its beginning. */
function lengthOf(chunk: Buffer): number {
  const [head = ''] = chunk.toString('latin1').split('\r\n\r\n', 1);
  const [, length] = /^HTTP\/1\.1 200 [\s\S]*\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  if (length === undefined) throw new Error(`not as expected: ${head}`);
  return head.length + 4 + Number(length);
}
