# Nova: the real one. Every compute host shares nova.conf; nova-compute-HOST.conf names its host and driver.

config_nova() {
    mkdir -p "$B"/lib/{nova,nova-compute-bfv,nova-compute-nobfv}/{lock,instances}
    write "$e/nova/api-paste.ini" < /usr/share/nova-common/api-paste.ini
    write "$e/nova/nova.conf" <<EOF
$(common nova)
host = novabed-ctl
my_ip = $IP
state_path = $B/lib/nova
enabled_apis = osapi_compute
osapi_compute_listen = $IP
osapi_compute_listen_port = $PORT_NOVA
osapi_compute_workers = 2
report_interval = 10
service_down_time = 60
vif_plugging_is_fatal = false
vif_plugging_timeout = 0
cpu_allocation_ratio = 64
ram_allocation_ratio = 64
disk_allocation_ratio = 64
max_concurrent_builds = 20
shutdown_timeout = 0
[api]
auth_strategy = keystone
[wsgi]
api_paste_config = $e/nova/api-paste.ini
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 60
[filter_scheduler]
enabled_filters = ComputeFilter, ComputeCapabilitiesFilter, ImagePropertiesFilter
track_instance_changes = false
[quota]
instances = -1
cores = -1
ram = -1
key_pairs = -1
metadata_items = -1
server_groups = -1
server_group_members = -1
injected_files = -1
injected_file_content_bytes = -1
injected_file_path_length = -1
[vnc]
enabled = false
[glance]
api_servers = http://$IP:$PORT_GLANCE
region_name = $REGION
[cinder]
catalog_info = volumev3:cinder:publicURL
os_region_name = $REGION
$(authtoken nova cinder | sed 1d)
$(authtoken nova neutron)
$(authtoken nova placement)
$(authtoken nova service_user)
send_service_user_token = true
$(authtoken nova)
$(oslo nova)
EOF
    # nova-compute does not read this one: it must not know the databases
    write "$e/nova/nova-db.conf" <<EOF
$(database nova_api api_database)
$(database nova)
EOF
    local h drv
    for h in bfv nobfv; do
        drv=fake.FakeDriver; [ $h = bfv ] && drv=fake.RescueBFVDriver
        write "$e/nova/nova-compute-$h.conf" <<EOF
[DEFAULT]
host = novabed-$h
compute_driver = $drv
state_path = $B/lib/nova-compute-$h
instances_path = $B/lib/nova-compute-$h/instances
[oslo_concurrency]
lock_path = $B/lib/nova-compute-$h/lock
EOF
    done
}
