import { conflict } from '../../fault';
import type { VolumeType } from '../../world';
import { isTrue } from '../is-true';
import type { Reply } from '../message';
import { isAdmin } from '../service';
import { faultReply, forAdmins, refuse, unknown, type VolumeCall, withBody } from './call';
import { defaultType } from './create-volume';
import { nothing, ownResponse } from './empty';
import { schemas } from './schemas';

/** Types of volumes. Source: cinder/api/v3/types.py and contrib/types_*.py@21.3, as observed. */

/** What of the extra specs everybody may see. Source: cinder/policies/type_extra_specs.py@21.3. */
const forEverybody = ['RESKEY:availability_zones', 'multiattach', 'replication_enabled'];

function specsFor(call: VolumeCall, { extraSpecs }: VolumeType): VolumeType['extraSpecs'] {
  if (isAdmin(call)) return extraSpecs;
  return Object.fromEntries(Object.entries(extraSpecs).filter(([key]) => forEverybody.includes(key)));
}

const plain = (call: VolumeCall, type: VolumeType) => ({
  id: type.id,
  name: type.name,
  is_public: type.isPublic,
  description: type.description,
  extra_specs: specsFor(call, type),
  ...(isAdmin(call) && { qos_specs_id: null }),
});

const shown = (call: VolumeCall, type: VolumeType) => ({
  ...plain(call, type),
  'os-volume-type-access:is_public': type.isPublic,
});

const isVisible = (call: VolumeCall, { isPublic }: VolumeType) => isPublic || isAdmin(call);

const withType = (call: VolumeCall, id: string, answer: (type: VolumeType) => Reply): Reply => {
  const type = id === 'default' ? defaultType(call.world) : call.world.volumeTypes.get(id);
  return type && isVisible(call, type) ? answer(type) : unknown(`Volume type ${id} could not be found.`);
};

const inUse = ({ world }: VolumeCall, wanted: VolumeType) =>
  [...world.volumes.values()].some(({ type }) => type === wanted);

const withSpec = (call: VolumeCall, id: string, key: string, answer: (type: VolumeType, value: string) => Reply) =>
  withType(call, id, (type) => {
    const value = specsFor(call, type)[key];
    return value === undefined ? unknown(`Volume Type ${id} has no extra specs with key ${key}.`) : answer(type, value);
  });

const newType = (call: VolumeCall): Reply =>
  forAdmins(call, 'volume_extension:type_create', () =>
    withBody(call, schemas.newType, (fields) => {
      const { name, description = null, extra_specs: specs = {} } = fields;
      const isPublic = fields['os-volume-type-access:is_public'] ?? true;
      const { volumeTypes, identifiers } = call.world;
      const trimmed = String(name).trim();
      if (trimmed === '') return refuse("An invalid 'name' value was provided. The 'name' can not be empty.");
      if ([...volumeTypes.values()].some((type) => type.name === trimmed)) {
        return faultReply(conflict(`Volume Type ${trimmed} already exists.`));
      }
      const type: VolumeType = {
        id: identifiers.uuid(),
        name: trimmed,
        description: description as string | null,
        isPublic: isTrue(isPublic),
        extraSpecs: specs as VolumeType['extraSpecs'],
      };
      volumeTypes.set(type.id, type);
      return { status: 200, body: { volume_type: shown(call, type) } };
    }),
  );

export const volumeTypeRoutes = {
  'GET /types': (call: VolumeCall): Reply => {
    const types = [...call.world.volumeTypes.values()].filter((type) => isVisible(call, type)).reverse();
    return { status: 200, body: { volume_types: types.map((type) => shown(call, type)) } };
  },
  'POST /types': newType,
  'GET /types/{id}': (call: VolumeCall, id: string): Reply =>
    withType(call, id, (type) => ({
      status: 200,
      // What the extension adds to types it adds to those that are asked for by their ids.
      body: { volume_type: id === 'default' ? plain(call, type) : shown(call, type) },
    })),
  'DELETE /types/{id}': (call: VolumeCall, id: string): Reply =>
    forAdmins(call, 'volume_extension:type_delete', () =>
      withType(call, id, (type) => {
        if (type === defaultType(call.world)) {
          return refuse(`The volume type ${id} is a default volume type and cannot be deleted.`);
        }
        if (inUse(call, type)) return refuse('Target volume type is still in use.');
        call.world.volumeTypes.delete(type.id);
        return ownResponse(202);
      }),
    ),
  'GET /types/{id}/extra_specs': (call: VolumeCall, id: string): Reply =>
    withType(call, id, (type) => ({ status: 200, body: { extra_specs: specsFor(call, type) } })),
  'POST /types/{id}/extra_specs': (call: VolumeCall, id: string): Reply =>
    forAdmins(call, 'volume_extension:types_extra_specs:create', () =>
      withBody(call, schemas.extraSpecs, (specs) =>
        withType(call, id, (type) => {
          if (inUse(call, type)) return refuse('Volume Type is currently in use.');
          type.extraSpecs = { ...type.extraSpecs, ...(specs as VolumeType['extraSpecs']) };
          return { status: 200, body: { extra_specs: specs } };
        }),
      ),
    ),
  'GET /types/{id}/extra_specs/{key}': (call: VolumeCall, id: string, key: string): Reply =>
    withSpec(call, id, key, (_, value) => ({ status: 200, body: { [key]: value } })),
  'DELETE /types/{id}/extra_specs/{key}': (call: VolumeCall, id: string, key: string): Reply =>
    forAdmins(call, 'volume_extension:types_extra_specs:delete', () =>
      withSpec(call, id, key, (type) => {
        if (inUse(call, type)) return refuse('Volume Type is currently in use.');
        const { [key]: _, ...others } = type.extraSpecs;
        type.extraSpecs = others;
        return nothing(202);
      }),
    ),
};
