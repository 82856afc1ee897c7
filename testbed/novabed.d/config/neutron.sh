# Neutron: the real one, over the mechanism driver of plugins/novabed_plugins/ml2.py.

config_neutron() {
    mkdir -p "$B"/lib/neutron/lock
    write "$e/neutron/api-paste.ini" < /usr/share/neutron-common/api-paste.ini
    write "$e/neutron/neutron.conf" <<EOF
$(common neutron)
bind_host = $IP
bind_port = $PORT_NEUTRON
auth_strategy = keystone
core_plugin = ml2
service_plugins =
state_path = $B/lib/neutron
api_paste_config = $e/neutron/api-paste.ini
api_workers = 1
rpc_workers = 0
rpc_state_report_workers = 0
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
dhcp_agent_notification = false
max_allowed_address_pair = 10
[ml2]
type_drivers = local
tenant_network_types = local
mechanism_drivers = novabed
extension_drivers =
[securitygroup]
enable_security_group = true
[quotas]
quota_network = -1
quota_subnet = -1
quota_port = -1
quota_security_group = -1
quota_security_group_rule = -1
$(database neutron)
$(authtoken neutron)
$(oslo neutron)
EOF
}
