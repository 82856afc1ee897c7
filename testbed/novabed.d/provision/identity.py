"""Keystone: roles, projects, users, the service catalogue."""
from api import CINDER, GLANCE, KEYSTONE, NEUTRON, NOVA, PLACEMENT, PW, REGION
from api import Client, named, until


def identity():
    c = until('keystone', lambda: Client('admin', 'admin'))
    k = lambda m, p, b=None, **kw: c(m, KEYSTONE + p, b, **kw)

    def ensure(coll, single, name, **more):
        have = named(k('GET', '/' + coll)[coll], name)
        return (have or k('POST', '/' + coll, {single: dict(more, name=name)})[single])['id']

    roles = {n: ensure('roles', 'role', n) for n in ('admin', 'member', 'reader', 'service')}
    projects = {n: ensure('projects', 'project', n, domain_id='default') for n in ('service', 'demo', 'other')}
    grants = [('demo', 'demo', 'member'), ('demo', 'demo', 'reader'),
              ('reader', 'demo', 'reader'), ('other', 'other', 'member')]
    for n in ('nova', 'placement', 'glance', 'cinder', 'neutron'):
        grants += [(n, 'service', 'admin'), (n, 'service', 'service')]
    users = {}
    for u, p, r in grants:
        if u not in users:
            users[u] = ensure('users', 'user', u, domain_id='default', password=PW)
        k('PUT', '/projects/%s/users/%s/roles/%s' % (projects[p], users[u], roles[r]))
    have = k('GET', '/endpoints')['endpoints']
    for name, type_, url in (
            ('nova', 'compute', NOVA), ('placement', 'placement', PLACEMENT),
            ('glance', 'image', GLANCE), ('neutron', 'network', NEUTRON),
            ('cinder', 'volumev3', CINDER + '/%(project_id)s'),
            ('cinder3', 'block-storage', CINDER + '/%(project_id)s')):
        sid = ensure('services', 'service', name, type=type_)
        for i in ('public', 'internal', 'admin'):
            if not any(e['service_id'] == sid and e['interface'] == i for e in have):
                k('POST', '/endpoints', {'endpoint': {
                    'service_id': sid, 'interface': i, 'url': url, 'region_id': REGION}})
