import { type Ask, askInWords } from '../requests/request';
import type { KeptRequest } from './counterexample';
import { demand, expectation, quoted, tokens } from './shell-words';

/** What a script is told of the cloud, and what it is. */
const meanings: Readonly<Record<string, string>> = {
  ACTIVE: 'the id of a server that is ACTIVE',
  RESCUED: 'the id of a server in RESCUE',
  LOCKED: 'the id of a server that its owner has locked',
  IMAGE: 'the id of an image',
  FLAVOR: 'the id of a flavor',
  ZONE: 'the name of an availability zone',
};

/** The request as one curl command: it shows the answer, and says what was expected of it. */
export function requestAsShell({ request, expected }: Pick<KeptRequest, 'request' | 'expected'>): string {
  const named = [...`${request.path} ${request.body ?? ''}`.matchAll(/@\{(\w+)\}/g)].map(([, name = '']) =>
    name.toUpperCase(),
  );
  const known = [...new Set(named)].filter((name) => name in meanings);
  const token = request.as === 'nobody' ? [] : [tokens[request.as]];
  return [
    '#!/bin/sh',
    `# ${askInWords(request)}`,
    '# Found by nova-rescue fuzz. Needs curl, COMPUTE as the endpoint of Nova, and tokens in the environment.',
    ...known.map((name) => `# ${name}: ${meanings[name]}`),
    'set -eu',
    ...demand(['COMPUTE', ...token, ...known]),
    '',
    curl(request),
    'echo',
    expectation(expected),
    '',
  ].join('\n');
}

function curl({ method, path, headers, as, body, bytes }: Ask): string {
  const sent = bytes === undefined ? body : Buffer.from(bytes, 'base64');
  const isWord = typeof sent === 'string' && /^[\x20-\x7e\xa0-\ud7ff]*$/.test(sent);
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return [
    ...(sent === undefined || isWord ? [] : [`printf ${octal(sent)} |`]),
    `curl -sSi -X ${method} "$COMPUTE"${word(path)}`,
    ...(as === 'nobody' ? [] : [`-H "X-Auth-Token: $${tokens[as]}"`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(sent === undefined || hasType ? [] : [`-H 'Content-Type: application/json'`]),
    ...(sent === undefined ? [] : [`--data-binary ${isWord ? word(sent) : '@-'}`]),
  ].join(' ');
}

/** A text as a word of the shell, with variables where names stand. */
const word = (text: string): string =>
  quoted(text).replaceAll(/@\{(\w+)\}/g, (whole, name: string) => {
    const variable = name.toUpperCase();
    return variable in meanings ? `'"$${variable}"'` : whole;
  });

/** What no word can hold, for printf: all but plain letters in octal. */
function octal(sent: string | Buffer): string {
  const parts = typeof sent === 'string' ? sent.split(/(@\{\w+\})/) : [sent];
  const bytes = (part: string | Buffer) =>
    [...Buffer.from(part)]
      .map((byte) => {
        const letter = String.fromCharCode(byte);
        return /[A-Za-z0-9{}":, _@-]/.test(letter) ? letter : `\\${byte.toString(8).padStart(3, '0')}`;
      })
      .join('');
  return parts
    .map((part) => (typeof part === 'string' && part.startsWith('@{') ? word(part) : quoted(bytes(part))))
    .join('');
}
