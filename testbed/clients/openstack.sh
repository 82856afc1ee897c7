#!/usr/bin/env bash
# What somebody who rescues servers does with Debian's `openstack`, given a clouds.yaml and nothing else.
#   openstack.sh CLOUD ADMIN_CLOUD WITHOUT_IMAGE
# WITHOUT_IMAGE is what becomes of a volume-backed server that is rescued without an image: RESCUE as the specification
# says, or ACTIVE, after a failed attempt, as of every Nova that was released.
set -euo pipefail
cd "$(dirname "$0")"
. ./transcript.sh

export OS_CLOUD=$1
admin=$2
without_image=$3
rescue=(openstack --os-compute-api-version 2.87 server rescue)

# What goes wrong leaves nothing behind, and removes nothing that this script has not made.
for kind in server volume image; do
    ask openstack $kind list -c Name
    lacks rescue-test-
done
folder=$(mktemp -d)
all_removed=
remove_all() {
    if [ -z "$all_removed" ]; then remove_each; fi
    cd / && rm -rf "$folder"
} &> /dev/null
remove_each() {
    openstack server delete --wait rescue-test-from-image rescue-test-from-volume || true
    openstack volume delete rescue-test-volume || true
    openstack image delete rescue-test-system rescue-test-rescue || true
}
trap remove_all EXIT
cd "$folder"
truncate -s 1M disk.raw

made=(--disk-format raw --container-format bare --file disk.raw --property hw_rescue_bus=virtio --property hw_rescue_device=disk)
for image in rescue-test-system rescue-test-rescue; do
    ask openstack image create "${made[@]}" $image -c name
    becomes active openstack image show $image -c name -c status -c size
done
ask openstack image list
shows rescue-test-system active
shows rescue-test-rescue active

ask openstack volume create --image rescue-test-system --size 1 rescue-test-volume -c name -c size
becomes available openstack volume show rescue-test-volume -c status -c bootable -c volume_image_metadata
shows bootable true
shows volume_image_metadata '.*hw_rescue_bus.*'

placed=(--flavor 1 --availability-zone rescue-bfv --wait)
ask openstack server create "${placed[@]}" --image rescue-test-system rescue-test-from-image -c name -c status -c image
shows status ACTIVE
shows image 'rescue-test-system .*'
ask openstack server create "${placed[@]}" --volume rescue-test-volume rescue-test-from-volume -c name -c status -c image
shows status ACTIVE
shows image '.*booted from volume.*'
ask openstack server list -c Name -c Status -c Image
shows rescue-test-from-volume ACTIVE '.*booted from volume.*'
shows rescue-test-from-image ACTIVE rescue-test-system

# A server with a disk of its own: at any version, with an image or without.
ask openstack server rescue rescue-test-from-image
becomes RESCUE openstack server show rescue-test-from-image -c name -c status
ask openstack server unrescue rescue-test-from-image
becomes ACTIVE openstack server show rescue-test-from-image -c name -c status
ask openstack server rescue --image rescue-test-rescue rescue-test-from-image
becomes RESCUE openstack server show rescue-test-from-image -c name -c status
ask openstack server unrescue rescue-test-from-image
becomes ACTIVE openstack server show rescue-test-from-image -c name -c status

# A server on a volume: from 2.87 on.
refuses 'Cannot rescue a volume-backed instance' openstack server rescue --image rescue-test-rescue rescue-test-from-volume
ask "${rescue[@]}" --image rescue-test-rescue rescue-test-from-volume
becomes RESCUE openstack server show rescue-test-from-volume -c name -c status
ask openstack volume list -c Name -c Status -c 'Attached to'
shows rescue-test-volume in-use 'Attached to rescue-test-from-volume on .*'
ask openstack server unrescue rescue-test-from-volume
becomes ACTIVE openstack server show rescue-test-from-volume -c name -c status
ask "${rescue[@]}" rescue-test-from-volume
if [ "$without_image" = RESCUE ]; then
    becomes RESCUE openstack server show rescue-test-from-volume -c name -c status
    ask openstack server unrescue rescue-test-from-volume
else
    becomes Error openstack --os-compute-api-version 2.51 server event list --long rescue-test-from-volume -c Action -c Message
fi
becomes ACTIVE openstack server show rescue-test-from-volume -c name -c status
ask openstack server event list rescue-test-from-volume -c Action
shows rescue
shows unrescue

ask openstack server lock rescue-test-from-volume
refuses locked "${rescue[@]}" --image rescue-test-rescue rescue-test-from-volume
ask openstack server unlock rescue-test-from-volume

# What an admin sees.
as_admin=(openstack --os-cloud "$admin")
ask "${as_admin[@]}" server list --all-projects -c Name -c Host -c 'Availability Zone'
shows rescue-test-from-volume '.+' rescue-bfv
host=$(awk -F'|' '$2 ~ / rescue-test-from-volume / { gsub(/ /, "", $3); print $3 }' <<< "$answer")
ask "${as_admin[@]}" hypervisor list -c 'Hypervisor Hostname' -c State
shows "$host" up
ask "${as_admin[@]}" host list
shows "$host" compute rescue-bfv
ask "${as_admin[@]}" compute service list --service nova-compute -c Binary -c Host -c Status -c State
shows nova-compute "$host" enabled up
ask "${as_admin[@]}" resource provider list -c uuid -c name
shows '[-0-9a-f]{36}' "$host"
provider=$(awk -F'|' -v host=" $host " '$3 ~ host { gsub(/ /, "", $2); print $2 }' <<< "$answer")
ask "${as_admin[@]}" --os-placement-api-version 1.6 resource provider trait list "$provider"
shows COMPUTE_RESCUE_BFV
ask "${as_admin[@]}" --os-placement-api-version 1.6 trait list --name in:COMPUTE_RESCUE_BFV
shows COMPUTE_RESCUE_BFV

ask openstack server delete --wait rescue-test-from-image rescue-test-from-volume
ask openstack server list
lacks rescue-test-
ask openstack volume delete rescue-test-volume
becomes 0 bash -c 'printf "| %s |\n" "$(openstack volume list -f value | grep -c rescue-test-)"'
ask openstack image delete rescue-test-system rescue-test-rescue
ask openstack image list
lacks rescue-test-
all_removed=yes
