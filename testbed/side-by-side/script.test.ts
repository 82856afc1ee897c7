import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import table from '../../simulator/observed/nova-26.2.json';
import { atPath } from './at-path';
import { nameOf } from './play';
import { recorded } from './recording';
import type { ScriptedRequest } from './request';
import { themes } from './script';

const all = themes.flatMap((theme) => theme.requests.map((request) => ({ name: nameOf(theme, request), request })));

const actions = all.filter(({ request }) => request.path.endsWith('/action'));

describe('the script', () => {
  it('has at least 200 requests, no two of one name', () => {
    assert.ok(all.length >= 200);
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  });

  it('asks all that was ever observed of a rescue and an unrescue', () => {
    const asked = new Set(actions.map(({ request }) => essence(request)));
    const missing = observed().filter((row) => !forms(row).some((form) => asked.has(form)));
    assert.deepEqual(
      missing.map(({ case: name }) => name),
      [],
    );
  });
});

describe('the recording', () => {
  const known = recorded();
  const skip = all.some(({ name }) => !known.has(name)) && 'some requests are still to be recorded';
  it('has the answers that were observed, each under one of the requests that asked for it', { skip }, () => {
    const answers = recorded();
    const given = new Set(
      actions.flatMap(({ name, request }) => {
        const { status = 0, body = '' } = answers.get(name) ?? {};
        return [told(essence(request), status, body), told(essence(request), status)];
      }),
    );
    const missing = observed().filter(
      (row) => !forms(row).some((form) => given.has(told(form, row.status, expected(row)))),
    );
    assert.deepEqual(
      missing.map(({ case: name }) => name),
      [],
    );
  });
});

interface Row {
  readonly case: string;
  readonly server: string;
  readonly as?: string;
  readonly at?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly fault?: string;
  readonly message?: string;
  readonly answer?: unknown;
}

/** A request and its answer, as far as a row of the table tells it: whatever ids are called, and without a fault or with. */
function told(request: string, status: number, body?: unknown): string {
  const message = String(atPath(Object.values(Object(body))[0], 'message'));
  return JSON.stringify([request, status, message.replaceAll(/\{[^{}"]*\}|<uuid>|0{8}-(0{4}-){3}0*1/g, '{}')]);
}

const expected = ({ fault, message, answer, status }: Row): unknown =>
  answer ?? (fault !== undefined && status >= 400 ? { [fault]: { message } } : undefined);

/** One row for each microversion. */
const observed = (): readonly Row[] =>
  table.flatMap(({ each, rows }) =>
    rows.flatMap((own) => {
      const row = { ...each, ...own } as unknown as Row & { readonly at?: string | readonly string[] };
      return [row.at].flat().map((at) => ({ ...row, ...(at !== undefined && { at }) }) as Row);
    }),
  );

/** What the script calls the servers of the table. */
const servers: Readonly<Record<string, string>> = {
  none: '00000000-0000-0000-0000-000000000001',
  'not-a-uuid': 'not-a-uuid',
  'of another project': '{of-another-project}',
  'image-backed': '{img}',
  'image-backed, libvirt': '{lv-img}',
  'volume-backed': '{bfv-capable}',
  'volume-backed, incapable': '{bfv-incapable}',
  'volume-backed, libvirt': '{lv-bfv}',
  'volume-backed, plain': '{bfv-plain}',
  'volume-backed, image named': '{image-named}',
  'blank root': '{blank-root}',
  'empty volume': '{empty-volume}',
  'empty volume with properties': '{empty-volume-with-properties}',
  'volume from the stable image': '{volume-from-stable}',
  'volume from the plain image': '{volume-from-plain}',
};

/** What a request is, whatever it is called: `{plain}` and `{plain image}` are one, and so are all unknown images. */
function essence({ path, as = 'owner', at, headers = {}, body }: ScriptedRequest): string {
  const { 'Content-Type': _, ...rest } = headers;
  const given = JSON.stringify(body ?? '')
    .replaceAll(/\{([\w-]+) image\}/g, '{$1}')
    .replaceAll(/\{unknown\}|00000000-0000-0000-0000-[0-9a-fA-F]{12}/g, '{unknown}')
    .replace(/images\/\{[\w-]+\}/, 'images/{unknown}')
    .replaceAll('"type":"Soft"', '"type":"SOFT"');
  const version = at === undefined || at === '2.1' ? {} : { 'OpenStack-API-Version': `compute ${at}` };
  return JSON.stringify([path.replace('/v2.1/servers/', ''), as, { ...version, ...rest }, given]);
}

/** A request that is refused for its form may be about any server. */
function forms({ server, as, at, headers, body }: Row): readonly string[] {
  return [servers[server] ?? server, servers.none].map((id) =>
    essence({
      name: '',
      path: `/v2.1/servers/${id}/action`,
      ...(as !== undefined && { as: as as 'owner' }),
      ...(at !== undefined && { at }),
      ...(headers && { headers }),
      body,
    }),
  );
}
