"""What openstack.sh does, through python-novaclient, and the clients of Glance and Cinder: with_novaclient.py CLOUD ADMIN_CLOUD WITHOUT_IMAGE"""
import contextlib
import io
import sys

import cinderclient.client
import glanceclient
import novaclient.client
import openstack.config
from novaclient.exceptions import BadRequest, Conflict, NotFound
from transcript import becomes, refused, tell

CLOUD, ADMIN_CLOUD, WITHOUT_IMAGE = sys.argv[1:]
RESCUABLE = {'hw_rescue_bus': 'virtio', 'hw_rescue_device': 'disk'}
NAMES = ['nova-test-system', 'nova-test-rescue', 'nova-test-volume', 'nova-test-from-image', 'nova-test-from-volume']


def session(cloud):
    """Signed in as clouds.yaml says."""
    return openstack.config.OpenStackConfig().get_one(cloud).get_session()


def main(leftovers):
    nova = novaclient.client.Client('2.1', session=session(CLOUD))
    knowing = novaclient.client.Client('2.87', session=session(CLOUD))
    glance = glanceclient.Client('2', session=session(CLOUD))
    cinder = cinderclient.client.Client('3', session=session(CLOUD))

    images = []
    for name in NAMES[:2]:
        image = glance.images.create(name=name, disk_format='raw', container_format='bare', **RESCUABLE)
        leftovers.callback(glance.images.delete, image.id)
        glance.images.upload(image.id, io.BytesIO(bytes(1 << 20)))
        tell('glance: %s' % name, glance.images.get(image.id).status, 'active')
        images.append(image)
    system, rescue = images

    volume = cinder.volumes.create(1, name=NAMES[2], imageRef=system.id)
    leftovers.callback(remove, cinder.volumes, volume)
    becomes('cinder: %s' % volume.name, 'available', lambda: cinder.volumes.get(volume.id).status)

    def server(name, image=None, **boot):
        made = nova.servers.create(name, image, flavor='1', availability_zone='rescue-bfv', **boot)
        leftovers.callback(remove, nova.servers, made)
        is_now(made, 'ACTIVE')
        return made

    def is_now(made, status):
        becomes('%s is' % nova.servers.get(made).name, status, lambda: nova.servers.get(made).status)

    from_image = server(NAMES[3], image=system.id)
    from_volume = server(NAMES[4], block_device_mapping_v2=[
        {'boot_index': 0, 'uuid': volume.id, 'source_type': 'volume', 'destination_type': 'volume'}])
    tell('servers.list', sorted(each.name for each in nova.servers.list() if each.name in NAMES), sorted(NAMES[3:]))

    for image in [None, rescue.id]:
        [_, answer] = from_image.rescue(password='given', image=image)
        tell('rescue answers', answer, {'adminPass': 'given'})
        is_now(from_image, 'RESCUE')
        from_image.unrescue()
        is_now(from_image, 'ACTIVE')

    refused('servers.rescue before 2.87', 400, BadRequest, lambda: nova.servers.rescue(from_volume, image=rescue.id))
    knowing.servers.rescue(from_volume, image=rescue.id)
    is_now(from_volume, 'RESCUE')
    tell('%s is' % volume.name, cinder.volumes.get(volume.id).status, 'in-use')
    from_volume.unrescue()
    is_now(from_volume, 'ACTIVE')
    knowing.servers.rescue(from_volume)
    if WITHOUT_IMAGE == 'RESCUE':
        is_now(from_volume, 'RESCUE')
        from_volume.unrescue()
    else:
        becomes('rescue without an image ends with', 'Error',
                lambda: knowing.instance_action.list(from_volume)[0].message)
    is_now(from_volume, 'ACTIVE')

    from_volume.lock()
    refused('servers.rescue while locked', 409, Conflict, lambda: knowing.servers.rescue(from_volume, image=rescue.id))
    from_volume.unlock()

    admin = novaclient.client.Client('2.1', session=session(ADMIN_CLOUD))
    host = getattr(admin.servers.get(from_volume.id), 'OS-EXT-SRV-ATTR:hypervisor_hostname')
    tell('hypervisors.list', [each.state for each in admin.hypervisors.list() if each.hypervisor_hostname == host], ['up'])
    tell('services.list', {each.state for each in admin.services.list(binary='nova-compute')}, {'up'})

    leftovers.pop_all().close()
    left = [*nova.servers.list(), *cinder.volumes.list(), *glance.images.list()]
    tell('left of all that', [each.name for each in left if each.name in NAMES], [])


def remove(manager, resource):
    """Deletes it, and waits for that."""
    manager.delete(resource)

    def look():
        try:
            return manager.get(resource.id).status
        except (NotFound, cinderclient.exceptions.NotFound):
            return 'gone'
    becomes('deleted', 'gone', look)


with contextlib.ExitStack() as stack:
    main(stack)
