"""A caller of the testbed's APIs, and where they are."""
import os
import time

import requests

E = os.environ
PW, REGION = E['NOVABED_PW'], E['NOVABED_REGION']
U = 'http://127.0.0.1:'
KEYSTONE = U + E['P_KEYSTONE'] + '/v3'
PLACEMENT, GLANCE = U + E['P_PLACEMENT'], U + E['P_GLANCE']
NEUTRON, NOVA = U + E['P_NEUTRON'], U + E['P_NOVA'] + '/v2.1'
CINDER = U + E['P_CINDER'] + '/v3'
HOSTS = {'novabed-bfv': 'rescue-bfv', 'novabed-nobfv': 'no-rescue-bfv'}  # host: availability zone
if E.get('WITH_LIBVIRT'):
    HOSTS['novabed-libvirt'] = 'libvirt'


class Refused(Exception):
    """An answer that was not the one hoped for."""


class Client:
    def __init__(self, user, project):
        self.s = requests.Session()
        self.s.trust_env = False
        body = {'auth': {
            'identity': {'methods': ['password'], 'password': {'user': {
                'name': user, 'domain': {'id': 'default'}, 'password': PW}}},
            'scope': {'project': {'name': project, 'domain': {'id': 'default'}}}}}
        r = self.s.post(KEYSTONE + '/auth/tokens', json=body, timeout=60)
        r.raise_for_status()
        self.project = r.json()['token']['project']['id']
        self.s.headers['X-Auth-Token'] = r.headers['X-Subject-Token']
        self.s.headers['Accept'] = 'application/json'

    def __call__(self, method, url, body=None, ok=(200, 201, 202, 204), mv=None, **kw):
        h = kw.pop('headers', {})
        if mv:
            h['OpenStack-API-Version'] = mv
        r = self.s.request(method, url, json=body, headers=h, timeout=120, **kw)
        if r.status_code not in ok:
            raise Refused('%s %s: %s %s' % (method, url, r.status_code, r.text[:500]))
        try:
            return r.json()
        except ValueError:
            return {}


def until(what, f, seconds=120):
    """f's first true value. What it raises meanwhile is an API that is not up yet."""
    end, last = time.time() + seconds, ''
    while True:
        try:
            v = f()
        except (requests.RequestException, Refused) as e:
            v, last = None, ' (%s)' % e
        if v:
            return v
        if time.time() > end:
            raise SystemExit('timed out: %s%s' % (what, last))
        time.sleep(0.5)


def named(items, name):
    return next((i for i in items if i['name'] == name), None)
