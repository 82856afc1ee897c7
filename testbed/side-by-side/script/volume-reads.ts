import type { Theme } from '../request';
import { get, none, of, post } from './requests';

const own = '/v3/{project of owner}';
const volume = `${own}/volumes/${none}`;
const ofAdmin = '/v3/{project of admin}';

export const volumeReads: Theme = {
  name: 'Cinder, reads and refusals',
  harmless: true,
  requests: of('block-storage', [
    get('no such volume', volume),
    get('no such volume, not a UUID', `${own}/volumes/not-a-uuid`),
    { name: 'deleting no volume', method: 'DELETE', path: volume },
    { name: 'renaming no volume', method: 'PUT', path: volume, body: { volume: { name: 'side-by-side' } } },
    get('by name, none', `${own}/volumes?name=side-by-side-none`),
    get('by name, none in detail', `${own}/volumes/detail?name=side-by-side-none`),
    get('a limit that is none', `${own}/volumes?limit=x`),
    get('a negative limit', `${own}/volumes?limit=-1`),
    get('an unknown marker', `${own}/volumes?marker=${none}`),
    get('by an unknown key', `${own}/volumes?sort=side_by_side`),
    post('a volume of no size', `${own}/volumes`, { volume: { name: 'side-by-side' } }),
    post('a volume of size 0', `${own}/volumes`, { volume: { name: 'side-by-side', size: 0 } }),
    post('a volume of a negative size', `${own}/volumes`, { volume: { name: 'side-by-side', size: -1 } }),
    post('a volume of a text for a size', `${own}/volumes`, { volume: { name: 'side-by-side', size: 'x' } }),
    post('a volume from an unknown image', `${own}/volumes`, {
      volume: { name: 'side-by-side', size: 1, imageRef: none },
    }),
    post('a volume from an unknown snapshot', `${own}/volumes`, {
      volume: { name: 'side-by-side', snapshot_id: none },
    }),
    post('a volume from an unknown volume', `${own}/volumes`, { volume: { name: 'side-by-side', source_volid: none } }),
    post('a volume of an unknown type', `${own}/volumes`, {
      volume: { name: 'side-by-side', size: 1, volume_type: 'side-by-side-none' },
    }),
    post('a volume in an unknown zone', `${own}/volumes`, {
      volume: { name: 'side-by-side', size: 1, availability_zone: 'side-by-side-none' },
    }),
    post('nothing', `${own}/volumes`, {}),
    post('no JSON', `${own}/volumes`, '{'),
    post('an action on no volume', `${volume}/action`, { 'os-extend': { new_size: 2 } }),
    post('an unknown action', `${volume}/action`, { 'side-by-side': null }),
    post('no action', `${volume}/action`, {}),
    post('os-reset_status, as the owner', `${volume}/action`, { 'os-reset_status': { status: 'error' } }),
    post(
      'os-reset_status of nothing',
      `${ofAdmin}/volumes/${none}/action`,
      { 'os-reset_status': { status: 'error' } },
      { as: 'admin' },
    ),
    post(
      'os-reset_status to nothing',
      `${ofAdmin}/volumes/${none}/action`,
      { 'os-reset_status': { status: 'side-by-side' } },
      { as: 'admin' },
    ),
    get('types', `${own}/types`),
    get('no such type', `${own}/types/${none}`),
    get('the usual type', `${own}/types/default`),
    get('snapshots by name, none', `${own}/snapshots?name=side-by-side-none`),
    get('no such snapshot', `${own}/snapshots/${none}`),
    post('a snapshot of no volume', `${own}/snapshots`, { snapshot: { name: 'side-by-side', volume_id: none } }),
    post('a snapshot of nothing', `${own}/snapshots`, { snapshot: { name: 'side-by-side' } }),
    get('quotas', `${own}/os-quota-sets/{project of owner}`),
    get('usual quotas', `${own}/os-quota-sets/{project of owner}/defaults`),
    get('limits', `${own}/limits`),
    get('services, as the owner', `${own}/os-services`),
    get('services', `${ofAdmin}/os-services?binary=cinder-volume`, { as: 'admin' }),
    get('zones', `${own}/os-availability-zone`),
    get('extensions', `${own}/extensions`, { only: { list: 'extensions', naming: ['os-volume-actions'] } }),
    get('attachments of no volume, at 3.44', `${own}/attachments?volume_id=${none}`, {
      headers: { 'OpenStack-API-Version': 'volume 3.44' },
    }),
    get('no such attachment, at 3.44', `${own}/attachments/${none}`, {
      headers: { 'OpenStack-API-Version': 'volume 3.44' },
    }),
    get('messages, at 3.44', `${own}/messages?resource_uuid=${none}`, {
      headers: { 'OpenStack-API-Version': 'volume 3.44' },
    }),
    get('the newest', volume, { headers: { 'OpenStack-API-Version': 'volume latest' } }),
    get('too new', volume, { headers: { 'OpenStack-API-Version': 'volume 3.999' } }),
    get('a malformed microversion', volume, { headers: { 'OpenStack-API-Version': 'volume junk' } }),
    get('without a project in the URL', `/v3/volumes/${none}`, { headers: { 'OpenStack-API-Version': 'volume 3.67' } }),
  ]),
};
