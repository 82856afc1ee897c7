# How each daemon is started, and how one sees that it serves.

DAEMONS="epmd mariadb rabbitmq keystone placement glance-api neutron-server
 cinder-api cinder-scheduler cinder-volume
 nova-conductor nova-scheduler nova-api nova-compute-bfv nova-compute-nobfv"
DAEMONS_LIBVIRT="virtlogd libvirtd nova-compute-libvirt"
with_libvirt() { [ -e "$B/run/with-libvirt" ]; }
# shellcheck disable=SC2086
daemons() { echo $DAEMONS; if with_libvirt; then echo $DAEMONS_LIBVIRT; fi; }

start_one() {
    case $1 in
    epmd|rabbitmq) start_rabbitmq ;;
    mariadb) start_mariadb ;;
    keystone) start_uwsgi keystone "$PORT_KEYSTONE" /usr/bin/keystone-wsgi-public OS_KEYSTONE_CONFIG_DIR="$B/etc/keystone" ;;
    placement) start_uwsgi placement "$PORT_PLACEMENT" /usr/bin/placement-api OS_PLACEMENT_CONFIG_DIR="$B/etc/placement" ;;
    glance-api) py_daemon glance-api glance.cmd.api --config-file "$B/etc/glance/glance-api.conf" ;;
    neutron-server) py_daemon neutron-server neutron.cmd.eventlet.server --config-file "$B/etc/neutron/neutron.conf" ;;
    cinder-api) py_daemon cinder-api cinder.cmd.api --config-file "$B/etc/cinder/cinder.conf" ;;
    cinder-scheduler) py_daemon cinder-scheduler cinder.cmd.scheduler --config-file "$B/etc/cinder/cinder.conf" ;;
    cinder-volume) py_daemon cinder-volume cinder.cmd.volume --config-file "$B/etc/cinder/cinder.conf" ;;
    nova-api) py_daemon nova-api nova.cmd.api --config-file "$B/etc/nova/nova.conf" --config-file "$B/etc/nova/nova-db.conf" ;;
    nova-conductor) py_daemon nova-conductor nova.cmd.conductor --config-file "$B/etc/nova/nova.conf" --config-file "$B/etc/nova/nova-db.conf" ;;
    nova-scheduler) py_daemon nova-scheduler nova.cmd.scheduler --config-file "$B/etc/nova/nova.conf" --config-file "$B/etc/nova/nova-db.conf" ;;
    nova-compute-libvirt) start_compute "$1" nova.cmd.compute ;;
    nova-compute-*) start_compute "$1" novabed_plugins.fake_compute ;;
    virtlogd) virt_up virtlogd || start virtlogd virtlogd -f "$B/etc/libvirt/virtlogd.conf" -p "$B/run/virtlogd.own-pid" ;;
    libvirtd) virt_up libvirt || start libvirtd libvirtd -f "$B/etc/libvirt/libvirtd.conf" -p "$B/run/libvirtd.own-pid" ;;
    *) die "no daemon $1" ;;
    esac
}

py_daemon() { # py_daemon NAME MODULE ARGS...: the module's main(), as Debian's own wrapper calls it
    local name=$1 mod=$2; shift 2
    start "$name" $PY -c "import sys; sys.argv[0] = '$name'; from $mod import main; sys.exit(main())" \
        "$@" --log-file "$B/log/$name.log"
}
start_compute() { py_daemon "$1" "$2" --config-file "$B/etc/nova/nova.conf" --config-file "$B/etc/nova/$1.conf"; }
start_uwsgi() { # start_uwsgi NAME PORT SCRIPT ENV...
    local name=$1 port=$2 script=$3; shift 3
    start "$name" env "$@" uwsgi --plugins-dir /usr/lib/uwsgi/plugins --plugin python3 \
        --http-socket "$IP:$port" --wsgi-file "$script" \
        --master --processes 2 --threads 2 --enable-threads --lazy-apps --thunder-lock \
        --die-on-term --buffer-size 65535 --post-buffering 65536 --add-header 'Connection: close' --need-app --procname-prefix "$name "
}

start_mariadb() {
    local root=""; [ "$(id -u)" = 0 ] && root=--user=root
    if [ ! -d "$B/lib/mariadb/mysql" ]; then
        rm -rf "$B/lib/mariadb"
        # shellcheck disable=SC2086
        clean_env mariadb-install-db --no-defaults $root --datadir="$B/lib/mariadb" \
            --auth-root-authentication-method=normal --skip-test-db > "$B/log/mariadb-install.out" 2>&1 \
            || die "mariadb-install-db: see $B/log/mariadb-install.out"
    fi
    # shellcheck disable=SC2086
    start mariadb mariadbd --no-defaults $root --datadir="$B/lib/mariadb" \
        --socket="$B/run/mariadb.sock" --pid-file="$B/run/mariadbd.own-pid" \
        --bind-address=$IP --port="$PORT_DB" --skip-name-resolve --skip-log-bin \
        --max-connections=1000 --innodb-buffer-pool-size=256M --innodb-flush-log-at-trx-commit=0 \
        --innodb-flush-method=nosync --performance-schema=OFF \
        --character-set-server=utf8mb3 --collation-server=utf8mb3_general_ci \
        --tmpdir="$B/tmp"
}
start_rabbitmq() {
    start epmd epmd -address $IP -port "$PORT_EPMD"
    start rabbitmq env HOME="$B/lib/rabbitmq" \
        ERL_EPMD_ADDRESS=$IP ERL_EPMD_PORT="$PORT_EPMD" \
        RABBITMQ_NODENAME=novabed@localhost RABBITMQ_DIST_PORT="$PORT_MQDIST" \
        RABBITMQ_CONF_ENV_FILE="$B/etc/rabbitmq/rabbitmq-env.conf" \
        RABBITMQ_CONFIG_FILE="$B/etc/rabbitmq/rabbitmq" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$B/etc/rabbitmq/enabled_plugins" \
        RABBITMQ_MNESIA_BASE="$B/lib/rabbitmq/mnesia" RABBITMQ_LOG_BASE="$B/log/rabbitmq" \
        RABBITMQ_PID_FILE="$B/run/rabbitmq.own-pid" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
}

mq_up() { $PY - "$PORT_MQ" <<'EOF'
import socket, sys
s = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)
s.settimeout(3)
s.sendall(b'AMQP\0\0\x09\x01')
sys.exit(0 if s.recv(1) == b'\x01' else 1)
EOF
}

virt_up() { $PY -c 'import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' "/run/libvirt/$1-sock" 2>/dev/null; }
wait_for_libvirt() { for _ in $(seq 100); do virt_up libvirt && return 0; sleep 0.2; done; die "libvirtd did not come up: see $B/log/libvirtd.log"; }
wait_ready() { # wait_ready DAEMON SINCE: until it serves again
    case $1 in
    nova-api) wait_for nova-api 120 http_up "$PORT_NOVA" ;;
    keystone) wait_for keystone 60 http_up "$PORT_KEYSTONE" ;;
    placement) wait_for placement 90 http_up "$PORT_PLACEMENT" ;;
    glance-api) wait_for glance-api 90 http_up "$PORT_GLANCE" ;;
    cinder-api) wait_for cinder-api 120 http_up "$PORT_CINDER" ;;
    neutron-server) wait_for neutron-server 120 http_up "$PORT_NEUTRON" ;;
    mariadb) wait_for mariadb 60 sql -e 'select 1' ;;
    rabbitmq) wait_for rabbitmq 90 mq_up ;;
    libvirtd) wait_for_libvirt ;;
    nova-compute-*) provision compute "novabed-${1#nova-compute-}" "$2" ;;
    esac
}
