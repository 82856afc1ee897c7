import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Reply } from '../api/message';
import { packageFile } from './package-file';

/** The page that shows a cloud to a person. It holds no secret: whoever opens it brings the token. */
export const consolePage = (): Reply => {
  page ??= pageOf(readFileSync(packageFile('simulator/control/console.html')));
  return page;
};

let page: Reply | undefined;

/** What is written in the page itself may run, and nothing else; it may ask nobody but us. */
function pageOf(body: Buffer): Reply {
  const own = (tag: string) =>
    [...body.toString().matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))]
      .map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ');
  const policy = [
    "default-src 'none'",
    `script-src ${own('script')}`,
    `style-src ${own('style')}`,
    "connect-src 'self'",
    // The page has no icon, and says so.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}
