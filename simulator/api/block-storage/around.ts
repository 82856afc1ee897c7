import type { Reply } from '../message';
import { fractional } from '../times';
import { forAdmins, noResource, since, type VolumeCall } from './call';
import { volumeHost, zone } from './volume-view';

/** What a client looks at around volumes: zones, services, extensions, filters. As observed of Cinder 21. */

/** Those of Cinder's extensions that something of is simulated here. */
const extensions = [
  ['VolumeImageMetadata', 'os-vol-image-meta', 'Show image metadata associated with the volume.', '2012-12-07'],
  ['UsedLimits', 'os-used-limits', 'Provide data on limited resources that are being used.', '2013-10-03'],
  ['AdminActions', 'os-admin-actions', 'Enable admin actions.', '2012-08-25'],
  ['TypesExtraSpecs', 'os-types-extra-specs', 'Type extra specs support.', '2011-08-24'],
  ['TypesManage', 'os-types-manage', 'Types manage support.', '2011-08-24'],
  ['Quotas', 'os-quota-sets', 'Quota management support.', '2011-08-08'],
  ['Services', 'os-services', 'Services support.', '2012-10-28'],
  ['AvailabilityZones', 'os-availability-zone', 'Describe Availability Zones.', '2013-06-27'],
  ['VolumeActions', 'os-volume-actions', 'Enable volume actions.', '2012-05-31'],
  [
    'VolumeTenantAttribute',
    'os-vol-tenant-attr',
    'Expose the internal project_id as an attribute of a volume.',
    '2011-11-03',
  ],
  ['VolumeHostAttribute', 'os-vol-host-attr', 'Expose host as an attribute of a volume.', '2011-11-03'],
  ['SchedulerHints', 'OS-SCH-HNT', 'Pass arbitrary key/value pairs to the scheduler.', '2013-04-18'],
  [
    'ExtendedSnapshotAttributes',
    'os-extended-snapshot-attributes',
    'Extended SnapshotAttributes support.',
    '2012-06-19',
  ],
].map(([name, alias, description, day]) => ({
  name,
  alias,
  description,
  updated: `${day}T00:00:00+00:00`,
  links: [],
}));

const services = [
  { binary: 'cinder-volume', host: volumeHost },
  { binary: 'cinder-scheduler', host: volumeHost.replace(/@.*/, '') },
];

const serviceView = (call: VolumeCall, service: (typeof services)[number]) => {
  const isVolume = service.binary === 'cinder-volume';
  return {
    ...service,
    zone,
    status: 'enabled',
    state: 'up',
    updated_at: fractional(call.world.clock.now()),
    ...(isVolume && since(call, 49) && { backend_state: 'up' }),
    ...(since(call, 7) && { cluster: null }),
    disabled_reason: null,
    ...(isVolume && { replication_status: 'disabled', active_backend_id: null, frozen: false }),
  };
};

/** Source: etc/cinder/resource_filters.json@21.3, as far as there is something of the kind here. */
const filters = [
  {
    resource: 'volume',
    filters: ['name', 'status', 'metadata', 'bootable', 'availability_zone', 'size', 'created_at', 'updated_at'],
  },
  { resource: 'snapshot', filters: ['name', 'status', 'volume_id', 'metadata'] },
  { resource: 'attachment', filters: ['volume_id', 'instance_id'] },
];

export const aroundRoutes = {
  'GET /os-availability-zone': (): Reply => ({
    status: 200,
    body: { availabilityZoneInfo: [{ zoneName: zone, zoneState: { available: true } }] },
  }),
  'GET /os-services': (call: VolumeCall): Reply =>
    forAdmins(call, 'volume_extension:services:index', () => {
      const { query } = call.request;
      const asked = (name: string, value: string) => [null, value].includes(query.get(name));
      const found = services.filter(({ binary, host }) => asked('binary', binary) && asked('host', host));
      return { status: 200, body: { services: found.map((service) => serviceView(call, service)) } };
    }),
  'GET /extensions': (): Reply => ({ status: 200, body: { extensions } }),
  'GET /extensions/{alias}': (_: VolumeCall, alias: string): Reply => {
    const extension = extensions.find((other) => other.alias === alias);
    return extension ? { status: 200, body: { extension } } : noResource;
  },
  'GET /resource_filters': (call: VolumeCall): Reply =>
    since(call, 33) ? { status: 200, body: { resource_filters: filters } } : noResource,
};
