"""What openstack.sh does, through openstacksdk: with_openstacksdk.py CLOUD ADMIN_CLOUD WITHOUT_IMAGE"""
import contextlib
import sys
import tempfile

import openstack
import openstack.exceptions
from transcript import becomes, refused, tell

CLOUD, ADMIN_CLOUD, WITHOUT_IMAGE = sys.argv[1:]
RESCUABLE = {'hw_rescue_bus': 'virtio', 'hw_rescue_device': 'disk'}
NAMES = ['sdk-test-system', 'sdk-test-rescue', 'sdk-test-volume', 'sdk-test-from-image', 'sdk-test-from-volume']


def main(leftovers):
    cloud = openstack.connect(cloud=CLOUD)

    disk = leftovers.enter_context(tempfile.NamedTemporaryFile(suffix='.raw'))
    disk.truncate(1 << 20)
    images = []
    for name in NAMES[:2]:
        image = cloud.create_image(
            name, filename=disk.name, disk_format='raw', container_format='bare', wait=True, meta=RESCUABLE)
        leftovers.callback(cloud.delete_image, image.id, wait=True)
        tell('create_image %s' % name, cloud.get_image(image.id).status, 'active')
        images.append(image)
    system, rescue = images

    volume = cloud.create_volume(1, image=system, name=NAMES[2], wait=True)
    leftovers.callback(cloud.delete_volume, volume.id, wait=True)
    tell('create_volume %s' % volume.name, cloud.get_volume_by_id(volume.id).status, 'available')
    tell('made from an image', volume.is_bootable, True)

    def server(name, **boot):
        made = cloud.create_server(name, flavor='1', availability_zone='rescue-bfv', wait=True, auto_ip=False, **boot)
        leftovers.callback(cloud.delete_server, made.id, wait=True)
        tell('create_server %s' % name, made.status, 'ACTIVE')
        return made

    def rescue_at_2_87(made, image=None):
        """Of this SDK, rescue_server names no microversion, whatever it is told to use by default."""
        body = {'rescue': {'rescue_image_ref': image} if image else {}}
        answer = cloud.compute.post('/servers/%s/action' % made.id, json=body, microversion='2.87')
        openstack.exceptions.raise_from_response(answer)

    def is_now(made, status):
        becomes('%s is' % made.name, status, lambda: cloud.compute.get_server(made).status)

    from_image = server(NAMES[3], image=system)
    from_volume = server(NAMES[4], boot_volume=volume.id)
    tell('list_servers', sorted(each.name for each in cloud.list_servers() if each.name in NAMES), sorted(NAMES[3:]))

    for image in [None, rescue.id]:
        cloud.compute.rescue_server(from_image, image_ref=image)
        is_now(from_image, 'RESCUE')
        cloud.compute.unrescue_server(from_image)
        is_now(from_image, 'ACTIVE')

    refused('rescue_server before 2.87', 400, openstack.exceptions.HttpException,
            lambda: cloud.compute.rescue_server(from_volume, image_ref=rescue.id))
    rescue_at_2_87(from_volume, rescue.id)
    is_now(from_volume, 'RESCUE')
    tell('%s is' % volume.name, cloud.get_volume_by_id(volume.id).status, 'in-use')
    cloud.compute.unrescue_server(from_volume)
    is_now(from_volume, 'ACTIVE')
    rescue_at_2_87(from_volume)
    if WITHOUT_IMAGE == 'RESCUE':
        is_now(from_volume, 'RESCUE')
        cloud.compute.unrescue_server(from_volume)
    else:
        # server_actions of this SDK refuses to list them.
        actions = '/servers/%s/os-instance-actions' % from_volume.id
        becomes('rescue without an image ends with', 'Error',
                lambda: cloud.compute.get(actions, microversion='2.51').json()['instanceActions'][0]['message'])
    is_now(from_volume, 'ACTIVE')

    cloud.compute.lock_server(from_volume)
    refused('rescue_server while locked', 409, openstack.exceptions.HttpException,
            lambda: rescue_at_2_87(from_volume, rescue.id))
    cloud.compute.unlock_server(from_volume)

    admin = openstack.connect(cloud=ADMIN_CLOUD)
    host = admin.compute.get_server(from_volume).hypervisor_hostname
    tell('hypervisors', [each.state for each in admin.compute.hypervisors() if each.name == host], ['up'])
    [provider] = [each for each in admin.placement.resource_providers() if each.name == host]
    traits = admin.placement.get('/resource_providers/%s/traits' % provider.id, microversion='1.6').json()['traits']
    tell('its traits name COMPUTE_RESCUE_BFV', 'COMPUTE_RESCUE_BFV' in traits, True)

    leftovers.pop_all().close()
    left = [*cloud.compute.servers(), *cloud.block_storage.volumes(), *cloud.image.images()]
    tell('left of all that', [each.name for each in left if each.name in NAMES], [])


with contextlib.ExitStack() as stack:
    main(stack)
