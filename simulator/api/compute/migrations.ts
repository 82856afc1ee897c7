import { notFound } from '../../fault';
import { compare } from '../../microversion';
import type { Reply } from '../message';
import { type ComputeCall, faultReply, forAdmins, otherReply, withServer } from './call';

/** Migrations, of which none is ever made: resizes stay on their host. Source: server_migrations.py of Nova 26.2.2. */

const policy = (action: string) => `os_compute_api:servers:migrations:${action}`;

/** From 2.23 on; the server is looked up before it is asked who wants to know. */
const ofServer = (call: ComputeCall, id: string, action: string, answer: () => Reply): Reply =>
  compare(call.microversion, [2, 23]) < 0
    ? faultReply(call, notFound('The resource could not be found.'))
    : withServer(call, id, () => forAdmins(call, policy(action), answer));

export const migrationRoutes = {
  'GET /os-migrations': (call: ComputeCall): Reply =>
    forAdmins(call, 'os_compute_api:os-migrations:index', () => otherReply(call, 200, { migrations: [] })),
  'GET /servers/{id}/migrations': (call: ComputeCall, id: string): Reply =>
    ofServer(call, id, 'index', () => otherReply(call, 200, { migrations: [] })),
  'GET /servers/{id}/migrations/{migration}': (call: ComputeCall, id: string, migration: string): Reply =>
    ofServer(call, id, 'show', () =>
      faultReply(call, notFound(`In-progress live migration ${migration} is not found for server ${id}.`)),
    ),
};
