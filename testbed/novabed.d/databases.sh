# The databases and their schemas, each made once.

sql() { mariadb --no-defaults -S "$B/run/mariadb.sock" -u root "$@"; }
once() { # once STAMP COMMAND...: not again after it succeeded
    local s=$B/run/done.$1; shift
    [ -e "$s" ] && return 0
    "$@" && touch "$s" # (set -e does not hold in "$@": its commands are joined with &&)
}
sync_keystone() {
    local u g; u=$(id -un); g=$(id -gn)
    k() { clean_env keystone-manage --config-file "$B/etc/keystone/keystone.conf" "$@"; }
    k db_sync &&
    k fernet_setup --keystone-user "$u" --keystone-group "$g" &&
    k credential_setup --keystone-user "$u" --keystone-group "$g" &&
    k bootstrap --bootstrap-password "$PW" --bootstrap-region-id $REGION \
        --bootstrap-admin-url "http://$IP:$PORT_KEYSTONE/v3" \
        --bootstrap-public-url "http://$IP:$PORT_KEYSTONE/v3" \
        --bootstrap-internal-url "http://$IP:$PORT_KEYSTONE/v3"
}
sync_placement() { clean_env placement-manage --config-file "$B/etc/placement/placement.conf" db sync; }
sync_glance() { clean_env glance-manage --config-file "$B/etc/glance/glance-api.conf" db_sync; }
sync_cinder() { clean_env cinder-manage --config-file "$B/etc/cinder/cinder.conf" db sync; }
sync_neutron() { clean_env neutron-db-manage --config-file "$B/etc/neutron/neutron.conf" upgrade heads; }
NOVA_MANAGE=(nova-manage --config-file "$B/etc/nova/nova.conf" --config-file "$B/etc/nova/nova-db.conf")
sync_nova() {
    clean_env "${NOVA_MANAGE[@]}" api_db sync &&
    clean_env "${NOVA_MANAGE[@]}" cell_v2 map_cell0 --database_connection "$(db_url nova_cell0)" &&
    { clean_env "${NOVA_MANAGE[@]}" cell_v2 create_cell --name cell1 --verbose || [ $? = 2 ]; } &&
    clean_env "${NOVA_MANAGE[@]}" db sync
}
create_databases() {
    local d q="CREATE USER IF NOT EXISTS 'novabed'@'$IP' IDENTIFIED BY '$PW';"
    for d in keystone placement glance cinder neutron nova nova_api nova_cell0; do
        q="$q CREATE DATABASE IF NOT EXISTS $d; GRANT ALL ON $d.* TO 'novabed'@'$IP';"
    done
    sql -e "$q"
}
