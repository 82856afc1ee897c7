# From nothing, or from whatever is there, to a control plane that serves.

preconditions() { # preconditions [--libvirt]
    needs_debian
    [ "${1:-}" != --libvirt ] || needs_root "up --libvirt"
    local missing; missing=$(missing_packages "${1:-}")
    [ -z "$missing" ] || die2 "not installed:$missing: run '$0 install${1:+ $1}'"
}

cmd_up() {
    local t0=$SECONDS n
    preconditions "${1:-}"
    export PATH=$PATH:/usr/sbin
    mkdir -p "$B"/{etc,lib,log,run,tmp}
    if [ "${1:-}" = --libvirt ]; then touch "$B/run/with-libvirt"; fi
    exec 9> "$B/run/lock"; flock -n 9 || die "another novabed is at work"
    trap wait EXIT # a failure leaves no schema migration running behind it
    write_configs
    start_mariadb
    start_rabbitmq
    wait_ready mariadb
    once databases create_databases
    say "mariadb up ($((SECONDS - t0)) s)"

    # schemas, two at a time in the order of what takes longest
    (once sync_nova sync_nova) > "$B/log/sync-nova.out" 2>&1 & local s_nova=$!
    (once sync_keystone sync_keystone) > "$B/log/sync-keystone.out" 2>&1 & local s_key=$!
    wait $s_key || die "keystone schema: see $B/log/sync-keystone.out"
    start_one keystone
    (once sync_placement sync_placement && once sync_glance sync_glance && once sync_cinder sync_cinder && once sync_neutron sync_neutron) \
        > "$B/log/sync-rest.out" 2>&1 & local s_rest=$!
    wait_ready keystone
    provision identity
    wait $s_nova || die "nova schema: see $B/log/sync-nova.out"
    wait $s_rest || die "schemas: see $B/log/sync-rest.out"
    say "schemas done ($((SECONDS - t0)) s)"

    wait_ready rabbitmq
    for n in placement glance-api neutron-server nova-conductor nova-scheduler nova-api cinder-api cinder-scheduler cinder-volume; do
        start_one $n
    done
    wait_ready placement
    start_one nova-compute-bfv; start_one nova-compute-nobfv
    if with_libvirt; then
        start_one virtlogd; sleep 1
        start_one libvirtd; wait_ready libvirtd
        start_one nova-compute-libvirt
    fi
    for n in glance-api nova-api cinder-api neutron-server; do wait_ready $n; done
    say "every API answers ($((SECONDS - t0)) s)"
    provision services
    once "discover$(with_libvirt && echo -libvirt || true)" clean_env "${NOVA_MANAGE[@]}" cell_v2 discover_hosts >/dev/null
    provision resources "$B/run/resources.env"
    write_client_files
    say "up in $((SECONDS - t0)) s: source $B/openrc, or use OS_CLIENT_CONFIG_FILE=$B/clouds.yaml"
}

write_client_files() { # clouds.yaml; openrc of the demo user, openrc-admin
    local u project
    { echo "clouds:"; for u in demo admin reader other; do
        project=$u; [ $u != reader ] || project=demo
        cat <<EOF
  novabed$([ $u = demo ] || echo -$u):
    region_name: $REGION
    identity_api_version: 3
    auth:
      auth_url: http://$IP:$PORT_KEYSTONE/v3
      username: $u
      password: $PW
      project_name: $project
      user_domain_name: Default
      project_domain_name: Default
EOF
      done; } | write "$B/clouds.yaml"
    for u in demo admin; do
        { cat <<EOF
export OS_AUTH_URL=http://$IP:$PORT_KEYSTONE/v3
export OS_IDENTITY_API_VERSION=3
export OS_USERNAME=$u
export OS_PASSWORD=$PW
export OS_PROJECT_NAME=$u
export OS_USER_DOMAIN_NAME=Default
export OS_PROJECT_DOMAIN_NAME=Default
export OS_REGION_NAME=$REGION
export NOVABED_HOME=$B
export NOVABED_ADMIN_USERNAME=admin NOVABED_ADMIN_PASSWORD=$PW NOVABED_ADMIN_PROJECT=admin
export NOVABED_KEYSTONE=http://$IP:$PORT_KEYSTONE/v3
export NOVABED_PLACEMENT=http://$IP:$PORT_PLACEMENT
export NOVABED_GLANCE=http://$IP:$PORT_GLANCE
export NOVABED_CINDER=http://$IP:$PORT_CINDER/v3
export NOVABED_NEUTRON=http://$IP:$PORT_NEUTRON
export NOVABED_NOVA=http://$IP:$PORT_NOVA/v2.1
EOF
          cat "$B/run/resources.env"; } | write "$B/openrc$([ $u = demo ] || echo -admin)"
    done
}
