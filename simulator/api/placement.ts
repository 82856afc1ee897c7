import type { Host } from '../world';
import { isRecord, type Reply } from './message';
import { type Call, isAdmin } from './service';

/** The slice of Placement that reading and changing a host's traits needs. Admins only, as by default. */

const fault = (status: number, title: string, detail: string): Reply => ({
  status,
  body: { errors: [{ status, title, detail }] },
});

const forAdmins = (call: Call, answer: () => Reply): Reply =>
  isAdmin(call) ? answer() : fault(403, 'Forbidden', 'Policy does not allow it to be performed.');

const withProvider = (call: Call, id: string, answer: (host: Host) => Reply): Reply =>
  forAdmins(call, () => {
    const host = call.world.hosts.find(({ providerId }) => providerId === id);
    return host ? answer(host) : fault(404, 'Not Found', `No resource provider with uuid ${id} found`);
  });

const traitsReply = ({ behaviour }: Call, host: Host): Reply => ({
  status: 200,
  body: { traits: behaviour.traitsOf(host), resource_provider_generation: host.generation },
});

export const placementRoutes = {
  'GET /traits': (call: Call): Reply =>
    forAdmins(call, () => ({ status: 200, body: { traits: call.behaviour.knownTraits } })),
  'GET /resource_providers': (call: Call): Reply =>
    forAdmins(call, () => {
      const name = call.request.query.get('name');
      const hosts = call.world.hosts.filter((host) => name === null || host.name === name);
      const providers = hosts.map((host) => ({ uuid: host.providerId, name: host.name, generation: host.generation }));
      return { status: 200, body: { resource_providers: providers } };
    }),
  'GET /resource_providers/{id}/traits': (call: Call, id: string): Reply =>
    withProvider(call, id, (host) => traitsReply(call, host)),
  'PUT /resource_providers/{id}/traits': (call: Call, id: string): Reply =>
    withProvider(call, id, (host) => {
      const body = isRecord(call.json) ? call.json : {};
      if (body.resource_provider_generation !== host.generation) {
        return fault(409, 'Conflict', 'Resource provider generation conflict');
      }
      host.traits = Array.isArray(body.traits) ? body.traits.map(String) : [];
      host.generation += 1;
      return traitsReply(call, host);
    }),
};
