# Placement: the real one.

config_placement() {
    write "$e/placement/placement.conf" <<EOF
[DEFAULT]
use_stderr = false
log_file = $B/log/placement.log
[api]
auth_strategy = keystone
$(database placement placement_database)
$(authtoken placement)
EOF
}
