import type { Reply } from '../message';
import type { Routes } from '../route';
import { refuse, unknown, type VolumeCall, withBody, withSnapshot, withVolume } from './call';
import { ownResponse } from './empty';
import { schemas } from './schemas';

/** Metadata of volumes and of snapshots. Source: cinder/api/v2/volume_metadata.py@21.3, as observed. */

type Texts = Readonly<Record<string, string>>;
interface Labelled {
  readonly id: string;
  metadata: Texts;
}
type WithThing = (call: VolumeCall, id: string, answer: (thing: Labelled) => Reply) => Reply;

function verbs(plural: string, singular: string, withThing: WithThing): Routes<VolumeCall> {
  const missing = ({ id }: Labelled, key: string) => unknown(`${singular} ${id} has no metadata with key ${key}.`);
  const path = `/${plural}/{id}/metadata`;
  const written = (write: (old: Texts, given: Texts) => Texts) => (call: VolumeCall, id: string) =>
    withBody(call, schemas.metadata, (given) =>
      withThing(call, id, (thing) => {
        thing.metadata = write(thing.metadata, given as Texts);
        return { status: 200, body: { metadata: thing.metadata } };
      }),
    );
  return {
    [`GET ${path}`]: (call, id = '') => withThing(call, id, ({ metadata }) => ({ status: 200, body: { metadata } })),
    [`POST ${path}`]: (call, id = '') => written((old, given) => ({ ...old, ...given }))(call, id),
    [`PUT ${path}`]: (call, id = '') => written((_, given) => given)(call, id),
    [`GET ${path}/{key}`]: (call, id = '', key = '') =>
      withThing(call, id, (thing) => {
        const { [key]: value } = thing.metadata;
        return value === undefined ? missing(thing, key) : { status: 200, body: { meta: { [key]: value } } };
      }),
    [`PUT ${path}/{key}`]: (call, id = '', key = '') =>
      withBody(call, schemas.meta, (meta) => {
        if (!Object.hasOwn(meta, key)) return refuse('Request body and URI mismatch');
        if (Object.keys(meta).length > 1) return refuse('Request body contains too many items');
        return withThing(call, id, (thing) => {
          thing.metadata = { ...thing.metadata, ...(meta as Texts) };
          return { status: 200, body: { meta } };
        });
      }),
    [`DELETE ${path}/{key}`]: (call, id = '', key = '') =>
      withThing(call, id, (thing) => {
        const { [key]: value, ...others } = thing.metadata;
        if (value === undefined) return missing(thing, key);
        thing.metadata = others;
        return ownResponse(200);
      }),
  };
}

export const metadataRoutes: Routes<VolumeCall> = {
  ...verbs('volumes', 'Volume', withVolume),
  ...verbs('snapshots', 'Snapshot', withSnapshot),
};
