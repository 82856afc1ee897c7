"""Zones, flavors, images, a network; their ids go to the file named."""
from api import CINDER, GLANCE, HOSTS, NEUTRON, NOVA
from api import Client, Refused, named, until

# a boot sector that writes the text after it to the first serial port, and halts
BOOT = bytes.fromhex('fa31c08ed8be167cac84c07406baf803eeebf5f4ebfd')


def image(c, name, **props):
    have = c('GET', GLANCE + '/v2/images', params={'name': name})['images']
    have = [i for i in have if i['status'] == 'active']
    if have:
        return have[0]['id']
    i = c('POST', GLANCE + '/v2/images', dict(
        props, name=name, disk_format='raw', container_format='bare', visibility='public', min_disk=0, min_ram=0))
    data = BOOT + b'novabed booted from: ' + name.encode() + b'\r\n\0'
    data = (data.ljust(510, b'\0') + b'\x55\xaa').ljust(1 << 20, b'\0')
    c('PUT', GLANCE + '/v2/images/%s/file' % i['id'], data=data, headers={'Content-Type': 'application/octet-stream'})
    return i['id']


def volume(c, name, size, image_id):
    """An available volume made from an image. One that ends in error is deleted and made again."""
    url = '%s/%s/volumes' % (CINDER, c.project)

    def finished():
        v = c('POST', url, {'volume': {'size': size, 'name': name, 'imageRef': image_id}})['volume']['id']

        def status():
            s = c('GET', '%s/%s' % (url, v))['volume']['status']
            return s if s == 'available' or s.startswith('error') else None
        if until('volume ' + name, status) == 'available':
            return v
        c('DELETE', '%s/%s' % (url, v))
        raise Refused('volume in error')
    return until('volume ' + name, finished)


def volume_snapshot_image(d, name, base_image):
    """An image that is a snapshot of a volume-backed server."""
    def made():
        return [i for i in d('GET', GLANCE + '/v2/images', params={'name': name})['images']
                if i['status'] == 'active' and i.get('block_device_mapping')]
    if not made():
        v = volume(d, name + '-base', 1, base_image)
        s = d('POST', NOVA + '/servers', {'server': {
            'name': name + '-base', 'flavorRef': '1', 'networks': 'none',
            'block_device_mapping_v2': [{
                'boot_index': 0, 'uuid': v, 'source_type': 'volume', 'destination_type': 'volume'}]}},
            mv='compute 2.37')['server']
        su = NOVA + '/servers/' + s['id']

        def active():
            status = d('GET', su)['server']['status']
            if status == 'ERROR':
                raise SystemExit('%s is in error' % su)
            return status == 'ACTIVE'
        until('server', active)
        d('POST', su + '/action', {'createImage': {'name': name}})
        until('server idle', lambda: not d('GET', su)['server'].get('OS-EXT-STS:task_state'))
        d('DELETE', su)
        until('server gone', lambda: d('GET', su, ok=(200, 404)).get('itemNotFound'))
    return until('image', made)[0]['id']


def resources(env_file):
    a, d = Client('admin', 'admin'), Client('demo', 'demo')
    until('hypervisors', lambda: set(HOSTS) <= {
        h['service']['host'] for h in a('GET', NOVA + '/os-hypervisors/detail')['hypervisors']})
    env = {}

    for host, az in HOSTS.items():
        g = named(a('GET', NOVA + '/os-aggregates')['aggregates'], az)
        if not g:
            g = a('POST', NOVA + '/os-aggregates', {'aggregate': {'name': az, 'availability_zone': az}})['aggregate']
        if host not in g.get('hosts', []):
            a('POST', NOVA + '/os-aggregates/%s/action' % g['id'], {'add_host': {'host': host}})
    env['NOVABED_AZ_BFV'], env['NOVABED_AZ_NOBFV'] = 'rescue-bfv', 'no-rescue-bfv'
    if 'novabed-libvirt' in HOSTS:
        env['NOVABED_AZ_LIBVIRT'] = 'libvirt'

    have = a('GET', NOVA + '/flavors')['flavors']
    for fid, name, disk in (('1', 'novabed.tiny', 1), ('2', 'novabed.nodisk', 0), ('3', 'novabed.small', 2)):
        if not named(have, name):
            a('POST', NOVA + '/flavors', {'flavor': {
                'id': fid, 'name': name, 'ram': 64, 'vcpus': 1, 'disk': disk}})
    env['NOVABED_FLAVOR'], env['NOVABED_FLAVOR_NODISK'], env['NOVABED_FLAVOR_SMALL'] = '1', '2', '3'

    env['NOVABED_IMAGE'] = image(a, 'novabed-plain')
    env['NOVABED_IMAGE_STABLE'] = image(a, 'novabed-stable-rescue', hw_rescue_device='disk', hw_rescue_bus='virtio')
    env['NOVABED_IMAGE_STABLE_CDROM'] = image(a, 'novabed-stable-rescue-cdrom', hw_rescue_device='cdrom', hw_rescue_bus='scsi')
    env['NOVABED_IMAGE_BUS_ONLY'] = image(a, 'novabed-rescue-bus-only', hw_rescue_bus='virtio')
    env['NOVABED_IMAGE_DEVICE_ONLY'] = image(a, 'novabed-rescue-device-only', hw_rescue_device='disk')

    n = named(a('GET', NEUTRON + '/v2.0/networks')['networks'], 'novabed')
    if not n:
        n = a('POST', NEUTRON + '/v2.0/networks', {'network': {'name': 'novabed', 'shared': True}})['network']
    if not n['subnets']:
        a('POST', NEUTRON + '/v2.0/subnets', {'subnet': {
            'network_id': n['id'], 'ip_version': 4, 'cidr': '10.250.0.0/16', 'enable_dhcp': False}})
    env['NOVABED_NETWORK'] = n['id']

    env['NOVABED_IMAGE_VOLUME_SNAPSHOT'] = volume_snapshot_image(
        d, 'novabed-volume-snapshot', env['NOVABED_IMAGE_STABLE'])

    with open(env_file, 'w') as f:
        for k, v in env.items():
            f.write('export %s=%s\n' % (k, v))

