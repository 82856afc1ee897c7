import { inWords, newCloud, simulatedStage, type Wanted } from '../../simulator';
import { COMPUTE_RESCUE_BFV } from '../../targets/clients/placement';
import type { Counterexample } from './counterexample';
import { recordPlay, uuid } from './record-play';

/** Where a script finds what it needs: nothing secret stands in it. */
const endpoints = { compute: 'COMPUTE', image: 'IMAGE', 'block-storage': 'VOLUME', placement: 'PLACEMENT' } as const;
const tokens = {
  owner: 'TOKEN',
  admin: 'ADMIN_TOKEN',
  'other-project': 'OTHER_TOKEN',
  reader: 'READER_TOKEN',
} as const;
const zones = { capable: 'ZONE_CAPABLE', incapable: 'ZONE_INCAPABLE', libvirt: 'ZONE_LIBVIRT' } as const;

/** The counterexample as a script of curl commands: it shows the last answer, and says what was expected of it. */
export async function asShell(example: Counterexample): Promise<string> {
  const played = await recordPlay(example);
  const last = played.findLastIndex((one) => one !== 'settle');
  const filling = new Filling(example);
  const lines = played.flatMap((one, index) => {
    if (one === 'settle') return index < last ? ['settle'] : [];
    const change = traitChange(one.wanted);
    if (change !== undefined) return [change];
    // Needed for nothing but such a change.
    if (one.wanted.service === 'placement' && index !== last) return [];
    const command = curl(one.wanted, filling);
    if (index === last) return [command.replace('curl -sS', 'curl -sSi')];
    const variable = one.gives === undefined ? undefined : filling.variableFor(one.gives);
    if (variable === undefined) return [`${command} >/dev/null`];
    const isServer = one.wanted.path === '/servers';
    return [`${variable}=$(${command} | first_id)`, ...(isServer ? [`SERVERS="$SERVERS $${variable}"`] : [])];
  });
  const needed = [...filling.needed].sort().join(' ');
  return [
    ...preamble(example, needed),
    ...lines,
    '',
    `echo; echo ${quoted(`expected: ${answerIn(example.expected)}`)}`,
    '',
  ].join('\n');
}

/** Puts variables where ids, zones, endpoints and tokens stand, and knows which ones the script needs. */
class Filling {
  readonly needed = new Set<string>(['ADMIN_TOKEN', 'COMPUTE']);
  readonly #ids = new Map<string, string>();
  readonly #zones: readonly (readonly [name: string, variable: string])[];

  constructor({ edition, driver }: Counterexample) {
    const stage = simulatedStage(newCloud({ edition, driver, seed: 1 }));
    const places = ['capable', 'incapable', 'libvirt'] as const;
    this.#zones = places.map((place) => [`"availability_zone":"${stage.zones[place]}"`, zones[place]]);
  }

  /** The variable of an id that no answer has given before; undefined for one that is known. */
  variableFor(id: string): string | undefined {
    if (this.#ids.has(id)) return undefined;
    const variable = `ID_${this.#ids.size + 1}`;
    this.#ids.set(id, variable);
    return variable;
  }

  environment(name: string): string {
    this.needed.add(name);
    return `$${name}`;
  }

  /** The text as a word of the shell. */
  word(text: string): string {
    const inShell = quoted(text).replaceAll(uuid, (id) => {
      const variable = this.#ids.get(id);
      return variable === undefined ? id : `'"$${variable}"'`;
    });
    return this.#zones.reduce((all, [found, variable]) => {
      if (!all.includes(found)) return all;
      return all.replaceAll(found, `"availability_zone":"'"${this.environment(variable)}"'"`);
    }, inShell);
  }
}

/** Traits are set all at once, and who runs the script has others than the simulator: it is left to them. */
function traitChange({ service, method, body }: Wanted): string | undefined {
  if (service !== 'placement' || method !== 'PUT') return undefined;
  const isPresent = JSON.stringify(body).includes(COMPUTE_RESCUE_BFV);
  const wish = `have its host ${isPresent ? '' : 'no longer '}report ${COMPUTE_RESCUE_BFV}, then press Return`;
  return `echo ${quoted(wish)}; read -r _`;
}

/** The answer alone: what it leaves behind stands in the .json file. */
function answerIn(seen: string): string {
  const [status, , body] = JSON.parse(seen) as readonly unknown[];
  return `${status} ${JSON.stringify(body ?? '')}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;

function curl({ caller, service, method, path, legacy, headers = {}, body }: Wanted, filling: Filling): string {
  const base = legacy ? '$LEGACY' : filling.environment(endpoints[service]);
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const isImage = body instanceof Uint8Array;
  const type = isImage ? 'application/octet-stream' : 'application/json';
  const text = isImage ? 'an image' : typeof body === 'string' ? body : JSON.stringify(body);
  return [
    `curl -sS -X ${method} "${base}"${filling.word(path)}`,
    ...(caller === 'nobody' ? [] : [`-H "X-Auth-Token: ${filling.environment(tokens[caller])}"`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined || hasType ? [] : [`-H 'Content-Type: ${type}'`]),
    ...(body === undefined ? [] : [`--data-binary ${filling.word(text)}`]),
  ].join(' ');
}

const preamble = ({ actions }: Counterexample, needed: string): readonly string[] => [
  '#!/bin/sh',
  `# ${inWords(actions).replaceAll(/\s+/g, ' ')}`,
  '# Found by nova-rescue fuzz. Needs curl, and tokens, endpoints and zones in the environment. What it makes stays there.',
  'set -eu',
  `for name in ${needed}; do`,
  '  printenv "$name" >/dev/null || { echo "set $name" >&2; exit 2; }',
  'done',
  `LEGACY=$(echo "$COMPUTE" | sed 's,/v2.1$,/v2,')`,
  'SERVERS=',
  `first_id() { grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | head -n 1; }`,
  'settle() {',
  '  for server in $SERVERS; do',
  '    while curl -sS "$COMPUTE/servers/$server" -H "X-Auth-Token: $ADMIN_TOKEN" |',
  `      grep -qE '"(OS-EXT-STS:task_state": ?"|status": ?"BUILD)'; do sleep 0.2; done`,
  '  done',
  '}',
  '',
];
