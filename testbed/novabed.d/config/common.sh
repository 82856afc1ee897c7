# Sections that several services share, and the function that writes a file.

write() { # write PATH: standard input to PATH, only when it changed
    local tmp; mkdir -p "$(dirname "$1")"; tmp=$(mktemp "$1.XXXXXX"); cat > "$tmp"
    if cmp -s "$tmp" "$1"; then rm -f "$tmp"; else chmod 644 "$tmp"; mv -f "$tmp" "$1"; fi
}
db_url() { printf 'mysql+pymysql://novabed:%s@%s:%s/%s?charset=utf8' "$PW" $IP "$PORT_DB" "$1"; }
TRANSPORT="rabbit://novabed:$PW@$IP:$PORT_MQ/"

authtoken() { # authtoken USER [SECTION]
    cat <<EOF
[${2:-keystone_authtoken}]
auth_type = password
auth_url = http://$IP:$PORT_KEYSTONE/v3
username = $1
password = $PW
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = $REGION
EOF
    if [ -z "${2:-}" ]; then cat <<EOF
www_authenticate_uri = http://$IP:$PORT_KEYSTONE
service_token_roles = service
service_token_roles_required = true
EOF
    fi
}
database() { cat <<EOF
[${2:-database}]
connection = $(db_url "$1")
max_pool_size = 10
max_overflow = 40
EOF
}
common() { # common NAME: what every service's [DEFAULT] holds, and after it the oslo sections
    cat <<EOF
[DEFAULT]
transport_url = $TRANSPORT
use_stderr = false
debug = ${NOVABED_DEBUG:-false}
EOF
}
oslo() { cat <<EOF
[oslo_concurrency]
lock_path = $B/lib/$1/lock
[oslo_messaging_notifications]
driver = noop
[oslo_messaging_rabbit]
heartbeat_in_pthread = false
EOF
}

write_configs() {
    local e=$B/etc # the functions below see it
    config_keystone; config_placement; config_glance; config_cinder; config_neutron; config_nova; config_rabbitmq
    if with_libvirt; then config_libvirt; fi
    mkdir -p "$B/pylib"; cp -r "$D/plugins/." "$B/pylib/"
}
