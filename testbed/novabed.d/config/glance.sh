# Glance: the real one, images as files.

config_glance() {
    mkdir -p "$B"/lib/glance/{images,tasks,staging}
    write "$e/glance/api-paste.ini" < /usr/share/glance-common/glance-api-paste.ini
    write "$e/glance/glance-api.conf" <<EOF
$(common glance)
bind_host = $IP
bind_port = $PORT_GLANCE
workers = 1
worker_self_reference_url = http://$IP:$PORT_GLANCE
enabled_backends = files:file
enabled_import_methods = [glance-direct]
$(database glance)
[glance_store]
default_backend = files
[files]
filesystem_store_datadir = $B/lib/glance/images
[os_glance_tasks_store]
filesystem_store_datadir = $B/lib/glance/tasks
[os_glance_staging_store]
filesystem_store_datadir = $B/lib/glance/staging
[paste_deploy]
flavor = keystone
config_file = $e/glance/api-paste.ini
$(authtoken glance)
$(oslo glance)
EOF
}
