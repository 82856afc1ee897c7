import { notFound } from '../../fault';
import { notSimulated, type Reply } from '../message';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, forAdmins, otherReply } from './call';

/** The hosts that Nova's processes run on, up to 2.42. Source: nova/api/openstack/compute/hosts.py@26.2.2, as observed. */

const aboutHosts = (policy: string, answer: Answer<ComputeCall>): Answer<ComputeCall> =>
  available({ until: 43 }, (call, ...parts) =>
    forAdmins(call, `os_compute_api:os-hosts:${policy}`, () => answer(call, ...parts)),
  );

function list(call: ComputeCall): Reply {
  const { hosts, compute } = call.world;
  const zone = call.request.query.get('zone') ?? '';
  const all = compute.services
    .filter(({ isDisabled }) => !isDisabled)
    .map(({ host, binary }) => ({
      host_name: host,
      service: binary.replace('nova-', ''),
      zone: hosts.find(({ name }) => name === host)?.zone ?? 'internal',
    }));
  return otherReply(call, 200, { hosts: all.filter((host) => zone === '' || host.zone === zone) });
}

const one =
  (what: string): Answer<ComputeCall> =>
  (call, name = '') =>
    call.world.compute.services.some(({ host }) => host === name)
      ? notSimulated(what)
      : faultReply(call, notFound(`Host '${name}' is not mapped to any cell`));

export const hostRoutes: Readonly<Record<string, Answer<ComputeCall>>> = {
  'GET /os-hosts': aboutHosts('list', list),
  'GET /os-hosts/{name}': aboutHosts('show', one('what is on a host; os-hypervisors says that')),
  'PUT /os-hosts/{name}': aboutHosts('update', one('changing a host; os-services can be changed')),
};
