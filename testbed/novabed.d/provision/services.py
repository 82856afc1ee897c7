"""Waits until the services behind the APIs know each other."""
import datetime

from api import CINDER, HOSTS, NOVA, PLACEMENT
from api import Client, until


def services():
    a = Client('admin', 'admin')
    cinder = '%s/%s' % (CINDER, a.project)

    def nova_up():
        up = {(s['binary'], s['host']) for s in a('GET', NOVA + '/os-services')['services'] if s['state'] == 'up'}
        want = {('nova-compute', h) for h in HOSTS} | {('nova-conductor', 'novabed-ctl'), ('nova-scheduler', 'novabed-ctl')}
        return want <= up

    def cinder_up():
        s = a('GET', cinder + '/os-services')['services']
        return {'cinder-scheduler', 'cinder-volume'} <= {x['binary'] for x in s if x['state'] == 'up'}

    until('nova services', nova_up)
    until('cinder services', cinder_up)
    # up is not enough: the scheduler puts a volume in error until a backend has told it what it can
    until('cinder pools', lambda: a('GET', cinder + '/scheduler-stats/get_pools')['pools'])
    until('resource providers', lambda: len(HOSTS) <= len(
        a('GET', PLACEMENT + '/resource_providers')['resource_providers']))


def compute(host, since):
    """Waits until nova-compute of a host has reported after since (seconds, UTC), so serves again."""
    a = Client('admin', 'admin')
    since = datetime.datetime.utcfromtimestamp(int(since)).isoformat()

    def reported():
        s = a('GET', NOVA + '/os-services', params={'binary': 'nova-compute', 'host': host})['services']
        return s and s[0]['state'] == 'up' and (s[0]['updated_at'] or '') > since
    until('nova-compute on ' + host, reported)
