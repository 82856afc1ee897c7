import { notFound } from '../../fault';
import type { Reply } from '../message';
import type { Answer } from '../route';
import { available } from './available';
import { type ComputeCall, faultReply, forAdmins, otherReply, withServer } from './call';

/** Migrations, of which none is ever made: resizes stay on their host. Source: server_migrations.py of Nova 26.2.2. */

const policy = (action: string) => `os_compute_api:servers:migrations:${action}`;

/** The server is looked up before it is asked who wants to know. */
const ofServer = (action: string, answer: Answer<ComputeCall>): Answer<ComputeCall> =>
  available({ from: 23 }, (call, id = '', ...parts) =>
    withServer(call, id, () => forAdmins(call, policy(action), () => answer(call, id, ...parts))),
  );

export const migrationRoutes = {
  'GET /os-migrations': (call: ComputeCall): Reply =>
    forAdmins(call, 'os_compute_api:os-migrations:index', () => otherReply(call, 200, { migrations: [] })),
  'GET /servers/{id}/migrations': ofServer('index', (call) => otherReply(call, 200, { migrations: [] })),
  'GET /servers/{id}/migrations/{migration}': ofServer('show', (call, id, migration) =>
    faultReply(call, notFound(`In-progress live migration ${migration} is not found for server ${id}.`)),
  ),
};
