import { inWords, newCloud, type Place, type Stage, simulatedStage, type Wanted } from '../../simulator';
import { COMPUTE_RESCUE_BFV } from '../../targets/clients/placement';
import { differenceInWords } from '../sequences/difference-in-words';
import type { Counterexample } from './counterexample';
import { recordPlay, uuid } from './record-play';
import { demand, expectation, quoted, tokens } from './shell-words';

/** Where a script finds what it needs: nothing secret stands in it. */
const endpoints = { compute: 'COMPUTE', image: 'IMAGE', 'block-storage': 'VOLUME', placement: 'PLACEMENT' } as const;
/** Where it keeps in mind what it has made. */
const lists: Readonly<Record<string, string>> = { '/servers': 'SERVERS', '/volumes': 'MADE' };
const zones = { capable: 'ZONE_CAPABLE', incapable: 'ZONE_INCAPABLE', libvirt: 'ZONE_LIBVIRT' } as const;

const places: readonly Place[] = ['capable', 'incapable', 'libvirt'];

/**
 * The counterexample as a script of curl commands: it shows the last answer and, where that is not what differs, all that
 * can be seen afterwards, and says what was expected.
 */
export async function asShell(example: Counterexample): Promise<string> {
  const played = await recordPlay(example);
  const last = played.findLastIndex((one) => one !== 'settle');
  const filling = new Filling(example);
  let place: Place = 'capable';
  const lines = played.flatMap((one, index) => {
    if (one === 'settle') return index < last ? ['settle'] : [];
    place = filling.placeLookedFor(one.wanted) ?? place;
    const isPresent = traitChange(one.wanted);
    if (isPresent !== undefined) return [wishFor(isPresent, filling.environment(zones[place]))];
    // Needed for nothing but such a change.
    if (one.wanted.service === 'placement' && index !== last) return [];
    const command = curl(one.wanted, filling);
    const list = one.wanted.method === 'POST' ? lists[one.wanted.path] : undefined;
    const listed = (id: string) => (list === undefined ? [] : [`${list}="$${list} ${id}"`]);
    if (index === last) {
      const shown = [`ANSWER=$(${command.replace('curl -sS', 'curl -sSi')})`, 'echo "$ANSWER"'];
      return [...shown, ...listed('$(echo "$ANSWER" | tail -n 1 | first_id)')];
    }
    const variable = one.gives === undefined ? undefined : filling.variableFor(one.gives);
    if (variable === undefined) return [`${command} >/dev/null`];
    return [`${variable}=$(${command} | first_id)`, ...listed(`$${variable}`)];
  });
  const words = differenceInWords(example.expected, example.actual);
  const isLater = words.what === 'world afterwards';
  if (isLater) filling.environment('VOLUME');
  return [
    ...preamble(example, [...filling.needed]),
    ...(isLater ? looking : []),
    ...lines,
    '',
    expectation(example.expected),
    ...(isLater ? ['settle', 'look', `echo ${quoted(`expected afterwards: ${words.expected}`)}`] : []),
    '',
  ].join('\n');
}

interface Named {
  readonly key: string;
  readonly value: string;
  readonly variable: string;
}

const named = (key: string, value: string, variable: string): Named => ({ key, value, variable });

/** Puts variables where ids, zones, flavors, endpoints and tokens stand, and knows which ones the script needs. */
class Filling {
  readonly needed = new Set<string>(['ADMIN_TOKEN', 'COMPUTE']);
  readonly #ids = new Map<string, string>();
  /** What a cloud calls its own way. */
  readonly #named: readonly Named[];
  readonly #providers: Stage['providers'];

  constructor({ edition, driver }: Counterexample) {
    const stage = simulatedStage(newCloud({ edition, driver, seed: 1 }));
    this.#providers = stage.providers;
    this.#named = [
      ...places.map((place) => named('availability_zone', stage.zones[place], zones[place])),
      named('flavorRef', stage.flavors.usual, 'FLAVOR'),
      named('flavorRef', stage.flavors.tooLarge, 'FLAVOR_TOO_LARGE'),
    ];
  }

  /** The variable of an id that no answer has given before; undefined for one that is known. */
  variableFor(id: string): string | undefined {
    if (this.#ids.has(id)) return undefined;
    const variable = `ID_${this.#ids.size + 1}`;
    this.#ids.set(id, variable);
    return variable;
  }

  /** Of which host a request looks for the provider. */
  placeLookedFor({ path }: Wanted): Place | undefined {
    const [, name] = /^\/resource_providers\?name=(.*)$/.exec(path) ?? [];
    return places.find((place) => this.#providers[place] === name);
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
    return this.#named.reduce(
      (all, { key, value, variable }) =>
        all.replaceAll(`"${key}":"${value}"`, () => `"${key}":"'"${this.environment(variable)}"'"`),
      inShell,
    );
  }
}

/** Whether a host is to report the trait from now on; undefined for other requests. */
function traitChange({ service, method, body }: Wanted): boolean | undefined {
  if (service !== 'placement' || method !== 'PUT') return undefined;
  return JSON.stringify(body).includes(COMPUTE_RESCUE_BFV);
}

/** Traits are set all at once, and who runs the script has others than the simulator: it is left to them. */
const wishFor = (isPresent: boolean, zone: string): string =>
  `echo "have the host of zone ${zone} ${isPresent ? '' : 'no longer '}report ${COMPUTE_RESCUE_BFV}, then press Return"; read -r _`;

/** By what stands there a guest of the simulator, and of who boots the same, tells what it has booted from. */
const marked = 0x100;

const markIn = (image: Uint8Array): string => Buffer.from(image).subarray(marked).toString().replace(/\0.*$/s, '');

function curl({ caller, service, method, path, legacy, headers = {}, body }: Wanted, filling: Filling): string {
  const base = legacy ? '$LEGACY' : filling.environment(endpoints[service]);
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const isImage = body instanceof Uint8Array;
  const type = isImage ? 'application/octet-stream' : 'application/json';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return [
    ...(isImage ? [`image_with ${quoted(markIn(body))} |`] : []),
    `curl -sS -X ${method} "${base}"${filling.word(path)}`,
    ...(caller === 'nobody' ? [] : [`-H "X-Auth-Token: ${filling.environment(tokens[caller])}"`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined || hasType ? [] : [`-H 'Content-Type: ${type}'`]),
    ...(body === undefined ? [] : [`--data-binary ${isImage ? '@-' : filling.word(text)}`]),
  ].join(' ');
}

const preamble = ({ actions }: Counterexample, needed: readonly string[]): readonly string[] => [
  '#!/bin/sh',
  `# ${inWords(actions).replaceAll(/\s+/g, ' ')}`,
  '# Found by nova-rescue fuzz. Needs curl, and tokens, endpoints, zones and a flavor in the environment. What it makes stays there.',
  'set -eu',
  ...demand(needed),
  `LEGACY=$(echo "$COMPUTE" | sed 's,/v2.1$,/v2,')`,
  'SERVERS=',
  'MADE=',
  'VOLUMES=',
  `first_id() { grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | head -n 1; }`,
  `image_with() { { head -c ${marked} /dev/zero; printf %s "$1"; head -c 512 /dev/zero; } | head -c 512; }`,
  '# Seconds to wait for what is under way, at the most.',
  'PATIENCE=$(printenv PATIENCE || echo 300)',
  'settle() {',
  '  for volume in $MADE; do',
  '    left=$((PATIENCE * 5))',
  '    while curl -sS "$VOLUME/volumes/$volume" -H "X-Auth-Token: $ADMIN_TOKEN" |',
  `      grep -qE '"status": ?"[a-z-]*ing"' && [ $left -gt 0 ]; do`,
  '      left=$((left - 1)); sleep 0.2',
  '    done',
  '  done',
  '  for server in $SERVERS; do',
  '    left=$((PATIENCE * 5))',
  '    while curl -sS "$COMPUTE/servers/$server" -H "X-Auth-Token: $ADMIN_TOKEN" |',
  `      grep -qE '"(OS-EXT-STS:task_state": ?"|status": ?"BUILD)' && [ $left -gt 0 ]; do`,
  '      left=$((left - 1)); sleep 0.2',
  '    done',
  '    VOLUMES="$VOLUMES $(curl -sS "$COMPUTE/servers/$server/os-volume_attachments" -H "X-Auth-Token: $ADMIN_TOKEN" |',
  `      grep -oE '"volumeId": ?"[^"]*"' | cut -d '"' -f 4)"`,
  '  done',
  '}',
  '',
];

/** All that the servers and volumes show, as the comparison has looked at it. */
const looking = [
  'get() { curl -sS "$1" -H "X-Auth-Token: $ADMIN_TOKEN"; echo; }',
  'look() {',
  '  for server in $SERVERS; do',
  '    path=$COMPUTE/servers/$server',
  '    get "$path"',
  '    get "$path/os-volume_attachments"',
  `    for request in $(get "$path/os-instance-actions" | grep -oE 'req-[0-9a-f-]{36}'); do`,
  '      get "$path/os-instance-actions/$request"',
  '    done',
  '    curl -sS -X POST "$path/action" -H "X-Auth-Token: $ADMIN_TOKEN" -H \'Content-Type: application/json\' \\',
  `      --data-binary '{"os-getConsoleOutput":{}}'; echo`,
  '  done',
  '  for volume in $(echo "$MADE $VOLUMES" | tr " " "\\n" | sort -u); do get "$VOLUME/volumes/$volume"; done',
  '}',
  '',
];
