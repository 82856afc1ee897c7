#!/usr/bin/env bash
# What a test tool does, or an admin for one: a project, a user and a role of its own, which are used, and removed.
#   openstack-credentials.sh CLOUD ADMIN_CLOUD
set -euo pipefail
cd "$(dirname "$0")"
. ./transcript.sh

export OS_CLOUD=$1
admin=(openstack --os-cloud "$2")
new=(env OS_CLIENT_CONFIG_FILE=new.yaml openstack --os-cloud rescue-test-user)

# What goes wrong leaves nothing behind, and removes nothing that this script has not made.
for kind in project user; do
    ask "${admin[@]}" $kind list -c Name
    lacks rescue-test-
done
folder=$(mktemp -d)
all_removed=
remove_all() {
    if [ -z "$all_removed" ]; then remove_each; fi
    cd / && rm -rf "$folder"
} &> /dev/null
remove_each() {
    "${new[@]}" server delete --wait rescue-test-server || true
    "${new[@]}" image delete rescue-test-image || true
    "${admin[@]}" user delete rescue-test-user || true
    "${admin[@]}" project delete rescue-test-project || true
    openstack application credential delete rescue-test-credential || true
}
trap remove_all EXIT
cd "$folder"
truncate -s 1M disk.raw
url=$(openstack configuration show -f value -c auth.auth_url)

ask "${admin[@]}" catalog list -c Name -c Type
shows nova compute
shows neutron network
ask "${admin[@]}" service list -c Name -c Type
shows keystone identity
ask "${admin[@]}" endpoint list --service compute --interface public -c 'Service Name' -c Region -c Enabled
shows RegionOne nova True
ask "${admin[@]}" domain list -c ID -c Name -c Enabled
shows default Default True
ask "${admin[@]}" role list -c Name
shows member

ask "${admin[@]}" project create --description 'for a test' rescue-test-project -c name -c description -c enabled
shows description 'for a test'
ask "${admin[@]}" user create --project rescue-test-project --password rescue-test rescue-test-user -c name -c enabled
shows name rescue-test-user
ask "${admin[@]}" role add --project rescue-test-project --user rescue-test-user member
ask "${admin[@]}" role assignment list --user rescue-test-user --names -c Role -c User -c Project
shows member rescue-test-user@Default rescue-test-project@Default
cat > new.yaml <<END
clouds:
  rescue-test-user:
    region_name: RegionOne
    auth:
      auth_url: $url
      username: rescue-test-user
      password: rescue-test
      project_name: rescue-test-project
      user_domain_name: Default
      project_domain_name: Default
END
ask "${new[@]}" user show rescue-test-user -c name -c enabled
shows name rescue-test-user
refuses 403 "${new[@]}" user list

ask "${new[@]}" image create --disk-format raw --container-format bare --file disk.raw rescue-test-image -c name
ask "${new[@]}" --os-compute-api-version 2.37 server create --nic none --flavor 1 --image rescue-test-image --wait \
    rescue-test-server -c name -c status
shows status ACTIVE
ask "${new[@]}" server list -c Name -c Status
shows rescue-test-server ACTIVE
ask openstack server list -c Name
lacks rescue-test-server
ask "${new[@]}" server delete --wait rescue-test-server
ask "${new[@]}" image delete rescue-test-image

# An application credential, in place of the password. Its secret stays out of the transcript.
told openstack application credential create --role member rescue-test-credential
{
    read -r id
    read -r secret
} < <(openstack application credential create --role member rescue-test-credential -f value -c id -c secret)
cat >> new.yaml <<END
  rescue-test-credential:
    region_name: RegionOne
    auth_type: v3applicationcredential
    auth:
      auth_url: $url
      application_credential_id: $id
      application_credential_secret: $secret
END
ask env OS_CLIENT_CONFIG_FILE=new.yaml openstack --os-cloud rescue-test-credential server list -c Name
ask openstack application credential list -c Name
shows rescue-test-credential
ask openstack application credential delete rescue-test-credential

ask "${admin[@]}" role remove --project rescue-test-project --user rescue-test-user member
refuses 401 "${new[@]}" token issue
ask "${admin[@]}" user delete rescue-test-user
ask "${admin[@]}" project delete rescue-test-project
ask "${admin[@]}" user list -c Name
lacks rescue-test-
all_removed=yes
